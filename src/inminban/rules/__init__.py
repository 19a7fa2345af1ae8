"""The institutions: one file each, pure rules of whole numbers. They know `core` and nothing of each other."""
