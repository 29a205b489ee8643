"""Review: what one track is, why, and what would change."""
