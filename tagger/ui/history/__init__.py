"""Writing, undoing and the list of what was written."""
