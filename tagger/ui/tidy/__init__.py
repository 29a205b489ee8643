"""Tidy: the genre values of the library, and what is to become of each."""
