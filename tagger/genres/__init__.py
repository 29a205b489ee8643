"""Genre names: canonical spelling, aliases, parents."""
