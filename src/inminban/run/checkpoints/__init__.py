"""Checkpoints: arrays and plain values of an unfinished run on the disk, complete or absent, verified when read.

This room does not depend on the meaning of the arrays. A checkpoint is a folder of NumPy files and one text with its
hash; it holds no code, and none is run to read it.
"""

from inminban.run.checkpoints.arrays import Damaged
from inminban.run.checkpoints.folder import Checkpoint, drop_all_but, newest_first, read_checkpoint, write_checkpoint
from inminban.run.checkpoints.sealed import read_sealed, write_sealed

__all__ = [
    "Checkpoint",
    "Damaged",
    "drop_all_but",
    "newest_first",
    "read_checkpoint",
    "read_sealed",
    "write_checkpoint",
    "write_sealed",
]
