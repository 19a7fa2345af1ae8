"""What makes the documentation site and the model description: `make docs`, or `python -m docs.making`."""
