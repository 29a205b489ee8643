"""Folders that are watched, listening while nobody is there, and asking before it on battery."""
