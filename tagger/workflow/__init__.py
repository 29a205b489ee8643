"""The steps a person takes: scan, analyse, review, write. Jobs without Qt and without printing."""
