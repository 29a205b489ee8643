"""The library in numbers, above the table."""
