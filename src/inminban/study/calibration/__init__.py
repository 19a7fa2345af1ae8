"""Calibration: which values of the free numbers agree with the figures, found in waves and kept as a sample."""
