"""The map: the library as points, alike music side by side."""
