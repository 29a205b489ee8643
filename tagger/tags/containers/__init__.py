"""Where the sound lies in a file and what lies around it, read by parsers of our own."""
