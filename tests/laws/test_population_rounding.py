"""Laws of rounding: whole numbers meet their sums exactly and stay near their shares, whatever the shares are."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from inminban.population.fitting import largest_remainder, nested_remainder, round_pairs, round_table

WEIGHTS = st.lists(st.floats(0.01, 1000), min_size=1, max_size=40)


@given(WEIGHTS, st.integers(0, 10_000))
def test_largest_remainder_adds_up_and_errs_by_less_than_one(weights: list[float], total: int) -> None:
    exact = np.array(weights) * total / sum(weights)
    made = largest_remainder(np.array(weights), total)
    assert made.sum() == total
    assert np.abs(made - exact).max() < 1 + 1e-6


@given(WEIGHTS, st.integers(0, 10_000), st.integers(1, 5))
def test_nested_remainder_errs_by_less_than_one_in_groups_too(weights: list[float], total: int, n_groups: int) -> None:
    groups = np.arange(len(weights)) % n_groups
    exact = np.array(weights) * total / sum(weights)
    made = nested_remainder(np.array(weights), groups, total)
    assert made.sum() == total
    assert np.abs(made - exact).max() < 1 + 1e-6
    assert np.abs(np.bincount(groups, weights=made - exact)).max() < 1 + 1e-6


@settings(deadline=None)
@given(arrays(np.int64, st.tuples(st.integers(1, 12), st.integers(1, 12)), elements=st.integers(0, 60)))
def test_a_rounded_table_meets_both_margins(whole: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> None:
    """Margins are those of a table of whole numbers; the expectation is what independence would give."""
    rows, columns = whole.sum(axis=1), whole.sum(axis=0)
    if whole.sum() == 0:
        return
    made = round_table(rows[:, None] * (columns / whole.sum()), rows, columns)
    assert made.min() >= 0
    assert made.sum(axis=1).tolist() == rows.tolist()
    assert made.sum(axis=0).tolist() == columns.tolist()


@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0, 50)), min_size=1, max_size=30))
def test_pairs_err_by_less_than_one_and_add_up(pairs: list[tuple[float, float]]) -> None:
    first, second = (np.round(np.array(column), 6) for column in zip(*pairs, strict=True))
    n_rows = np.floor(first + second + 1e-9).astype(np.int64)
    n_rows = np.maximum(n_rows, np.floor(first).astype(np.int64) + np.floor(second).astype(np.int64))
    made_first, made_second = round_pairs(first, second, n_rows, round(float(first.sum())))
    assert (made_first + made_second).tolist() == n_rows.tolist()
    assert np.abs(made_first - first).max() < 1 + 1e-6
    assert np.abs(made_second - second).max() < 1 + 1e-6
