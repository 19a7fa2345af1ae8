"""A fuzzer over every reader of the library: documents made by Hypothesis, then damaged, read within limits."""
