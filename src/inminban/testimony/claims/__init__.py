"""Claims drawn from a text: `suggest.py` proposes them, `review.py` lets a person decide, `files.py` keeps both."""
