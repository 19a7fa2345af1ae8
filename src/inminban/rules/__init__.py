"""Rules: one file an institution, pure functions of whole numbers. They import `core` and not each other."""
