"""Genres inside files: reading tags, naming the sound, and the write that loses nothing."""
