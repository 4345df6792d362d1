"""``python -m visitdata``: the same as the command ``visitdata``."""

from visitdata.cli import main

if __name__ == "__main__":
    main()
