"""The library in the middle of the window: rows, filters, views and the table."""
