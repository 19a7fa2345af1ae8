"""The Python interface: what `import inminban` offers beside runs, for scripts and notebooks.

Each function does what the command of its name does and returns data that shows itself in a notebook. An error that a
user can mend is shown in a notebook as its message alone.
"""
