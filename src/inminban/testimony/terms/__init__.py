"""The field's words in English and Korean: the data (`*.toml`), `entries.py` to read it, `matching.py` to find them."""
