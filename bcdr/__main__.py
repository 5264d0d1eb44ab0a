"""Lets `python -m bcdr` do what the command `bcdr` does."""

import sys

from bcdr.cli import main

if __name__ == "__main__":
    sys.exit(main())
