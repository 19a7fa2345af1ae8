"""The command line. `main.py` names the commands; each group of commands has a file; no file here computes anything."""
