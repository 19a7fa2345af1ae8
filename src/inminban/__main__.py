"""`python -m inminban` is the command `inminban`."""

from inminban.cli.main import main

if __name__ == "__main__":
    main()
