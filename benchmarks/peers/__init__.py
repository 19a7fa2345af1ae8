"""One small society, the same rules to the last digit, in six ways of writing it: `python -m benchmarks.peers`."""
