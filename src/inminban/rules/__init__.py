"""Rules: one file an institution, pure rules of whole numbers. They know `core` and nothing of each other."""
