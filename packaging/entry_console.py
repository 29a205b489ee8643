"""Where the bundle's program for terminals begins."""

import sys

from tagger.starting import console

if __name__ == "__main__":
    sys.exit(console())
