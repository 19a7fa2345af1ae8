"""Calibration: which values of the free numbers agree with the figures, found in waves of worlds and kept as a sample."""
