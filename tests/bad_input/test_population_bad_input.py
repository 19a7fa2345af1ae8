"""What cannot be made says why and what to ask for instead."""

from __future__ import annotations

from datetime import date

import pytest

from inminban.errors import InputError
from inminban.population import make_society


@pytest.mark.parametrize("n_people", [-5, 0, 999, 40_000_001])
def test_too_few_or_too_many_people(n_people: int) -> None:
    with pytest.raises(InputError, match=r"1,000 to 40,000,000 people"):
        make_society(n_people, date(2015, 1, 1), seed=1)


@pytest.mark.parametrize("start", [date(1989, 12, 31), date(2026, 1, 1)])
def test_a_start_no_population_is_known_for(start: date) -> None:
    with pytest.raises(InputError, match=r"Start between 1990 and 2025"):
        make_society(1_000, start, seed=1)
