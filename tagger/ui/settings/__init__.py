"""The settings dialog: one page for each part of the declared options."""
