"""The window. The only part that knows Qt; everything it does is done by the workflow."""
