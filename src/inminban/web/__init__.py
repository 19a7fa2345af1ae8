"""The web application: run folders, measures, the library and the column in a browser; no modelling, no SQL."""
