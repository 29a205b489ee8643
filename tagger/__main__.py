"""`python -m tagger`: without arguments, or with music, the window opens; else it is a command."""

from __future__ import annotations

import sys

from tagger.starting import main

if __name__ == "__main__":
    sys.exit(main())
