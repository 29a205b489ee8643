"""The dialog for the names of genres: those of the app and the person's own."""
