"""What the app remembers, in one SQLite file. All SQL of the project lives here."""
