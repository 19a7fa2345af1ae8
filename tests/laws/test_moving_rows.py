"""Rows moved in place: every row arrives where it should, nothing else is left behind, whatever room there is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.laws.test_rows_over_time import BUSY, check_layout
from tests.made_families import SEED, by_person, copy_of, household_by_person, make_families
from tests.made_simulation import differing
from tests.made_society import living_rows

from inminban.core.columns import PEOPLE, grown, make_records, whole_of
from inminban.core.device.threads import Threads
from inminban.core.kinds import Fate
from inminban.step.row_moves import NOWHERE, rearrange
from inminban.step.rows import has_room, make_room, settle_month, spread_out

SIZES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=8)


@given(SIZES, st.integers(0, 2**32), st.integers(0, 200), st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_row_arrives_in_its_slot_and_all_others_are_empty(
    sizes: list[tuple[int, int]], seed: int, spare: int, in_place: bool
) -> None:
    random = np.random.default_rng(seed)
    before = np.concatenate([[0], np.cumsum([size for size, _ in sizes])])
    after = np.concatenate([[0], np.cumsum([size for _, size in sizes])])
    n_before, n_after = int(before[-1]), int(after[-1])
    records = make_records(PEOPLE, n_before, spare)
    records.id[:] = np.arange(n_before) + 1
    slot = np.full(n_before, NOWHERE, dtype=np.int32)
    n_moved = min(n_before, n_after) * 3 // 4
    slot[random.permutation(n_before)[:n_moved]] = random.permutation(n_after)[:n_moved]
    wanted = np.zeros(n_after, dtype=np.int64)
    wanted[slot[slot != NOWHERE]] = np.flatnonzero(slot != NOWHERE) + 1
    made = rearrange(records, slot, before, after, None, in_place)
    assert made.id.tolist() == wanted.tolist()
    if not in_place:
        assert records.id.tolist() == (np.arange(n_before) + 1).tolist()


def test_grown_records_keep_their_rows_and_their_memory_while_there_is_room() -> None:
    records = make_records(PEOPLE, 10, spare=5)
    records.id[:] = 7
    whole_of(records).id[10:] = 9  # what an earlier, longer society left
    more = grown(records, 14)
    assert np.shares_memory(more, records) and more.id.tolist() == [7] * 10 + [0] * 4
    most = grown(more, 40)
    assert not np.shares_memory(most, records) and most.id.tolist() == [7] * 10 + [0] * 30


def test_a_part_of_records_that_does_not_begin_them_has_no_room_behind() -> None:
    records = make_records(PEOPLE, 10, spare=5)
    assert len(whole_of(records)) == 15 and len(whole_of(records[3:])) == 7


def test_spreading_out_in_place_is_making_room() -> None:
    society = make_families()
    roomy, (spread, _) = make_room(society), spread_out(copy_of(society))
    assert has_room(roomy) and has_room(spread)
    assert differing(roomy, spread) == []


@pytest.mark.parametrize("n_births", [1, 3])
def test_a_unit_without_room_gets_free_rows_of_its_neighbours(n_births: int) -> None:
    society = make_families()
    unit = society.units[7]
    rows = np.arange(unit.first_person, unit.first_person + unit.n_rows)
    n_free = int((society.people.id[rows] == 0).sum())
    women = living_rows(society)
    women = women[(women >= rows[0]) & (women <= rows[-1]) & (society.people.sex[women] == 1)]
    fate = np.zeros(len(society.people), dtype=np.uint8)
    fate[women[: n_free + n_births]] = Fate.GIVES_BIRTH
    n_rows, n_units = len(society.people), society.units.n_rows.copy()
    before, homes = set(by_person(society, "id")), household_by_person(society)
    with Threads(1) as threads:
        after = settle_month(society, fate, BUSY.rules, SEED, BUSY.day, threads)
    check_layout(after)
    assert len(after.people) == n_rows and np.shares_memory(after.people, society.people)
    assert after.units.n_rows[7] > n_units[7] and (after.units.n_rows != n_units).sum() < 8
    assert before < set(by_person(after, "id")) and len(living_rows(after)) == len(before) + n_free + n_births
    assert {person: home for person, home in household_by_person(after).items() if person in homes} == homes
