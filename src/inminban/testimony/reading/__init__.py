"""Reading files: each format has one reader, which turns the bytes of a file into paragraphs and what it states.

`files.py` chooses the reader. To add a format, write a module with a function `read` from a `Source` to a `Content`
(`source.py`) and list it in `formats.py`.
"""
