"""`python -m tagger`: without arguments the window opens, anything else is a command."""

from __future__ import annotations

import sys

from tagger.starting import main

if __name__ == "__main__":
    sys.exit(main())
