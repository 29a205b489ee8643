"""The stand-in needs nothing; the hook that PyInstaller brings would take it all along."""
