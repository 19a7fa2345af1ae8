"""The order in which things happen, written out; the only place where institutions meet."""
