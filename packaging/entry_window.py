"""Where the bundle's windowed program begins."""

import sys

from tagger.starting import window

if __name__ == "__main__":
    sys.exit(window())
