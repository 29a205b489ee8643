"""What the window does when an error of Tagger's own comes up: it tells, and goes on."""
