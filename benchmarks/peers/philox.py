"""Philox 4x32-10 in NumPy: the same numbers as `inminban.core.random.draw` gives."""

from __future__ import annotations

from typing import Any

import numpy as np

MULTIPLIER_0, MULTIPLIER_1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
WEYL_0, WEYL_1, MASK = 0x9E3779B9, 0xBB67AE85, 0xFFFFFFFF
LOW, HALF = np.uint64(MASK), np.uint64(32)
ROUNDS = 10
CHUNK = 8_192  # numbers worked out together: their seven rows stay in the nearest caches


def draw_chunk(ids: Any, seed: int, day: int, stream: int, words: Any) -> None:
    """Four words for each id into `words[0..3]`; every operation writes into memory that is already there."""
    x0, x1 = ids & LOW, ids >> HALF
    x2, x3 = np.full_like(ids, day), np.full_like(ids, stream)
    p0, p1 = np.empty_like(ids), np.empty_like(ids)
    k0, k1 = seed & MASK, seed >> 32
    for _ in range(ROUNDS):
        np.multiply(MULTIPLIER_0, x0, out=p0)
        np.multiply(MULTIPLIER_1, x2, out=p1)
        np.right_shift(p1, HALF, out=x0)
        x0 ^= x1
        x0 ^= np.uint64(k0)
        np.bitwise_and(p1, LOW, out=x1)
        np.right_shift(p0, HALF, out=x2)
        x2 ^= x3
        x2 ^= np.uint64(k1)
        np.bitwise_and(p0, LOW, out=x3)
        k0, k1 = (k0 + WEYL_0) & MASK, (k1 + WEYL_1) & MASK
    words[0], words[1], words[2], words[3] = x0, x1, x2, x3


def draw_words(ids: Any, seed: int, day: int, stream: int, words: Any | None = None) -> Any:
    """Four words of 32 bits for each id (uint64) on a day and in a stream: array (4, n) of uint32."""
    n = len(ids)
    made = np.empty((4, n), dtype=np.uint32) if words is None else words
    for first in range(0, n, CHUNK):
        draw_chunk(ids[first : first + CHUNK], seed, day, stream, made[:, first : first + CHUNK])
    return made
