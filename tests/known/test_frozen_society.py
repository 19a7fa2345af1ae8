"""A frozen society: what it feels and holds by year, from the file and from a run, and who leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from math import log

import numpy as np
import pytest
from tests.made_departures import REPRESENTS, make_married_society
from tests.made_run import make_run
from tests.made_society import PROVINCES

from inminban.core.kinds import Fate, Minutes, Occupation, Whereabouts
from inminban.errors import InputError
from inminban.measures import Run, open_run
from inminban.measures.query import Where
from inminban.study.frozen import AT_POST_MINUTES, Frozen, rules_on
from inminban.study.leaving_paths import LEVELS, Paths, paths_of_file, paths_of_run, spread_below

KANGWON, PYONGYANG = PROVINCES.index("Kangwon"), PROVINCES.index("Pyongyang")
HUNGRY = 6_000


def no_spread(first: int, last: int) -> Paths:
    """The file's paths with everybody of a place alike."""
    paths = paths_of_file(PROVINCES, first, last)
    spread = {name: np.zeros_like(paths.spread[name]) for name in LEVELS}
    return paths._replace(spread=spread, usd_spread=np.zeros_like(paths.usd_spread))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with open_run(make_run(tmp_path_factory.mktemp("frozen") / "run", n_days=365, n_groups=200)) as opened:
        yield opened


def test_between_the_years_of_the_file_lies_a_straight_line() -> None:
    paths = paths_of_file(PROVINCES, 1990, 2011)
    at = paths.years.index(1991)
    assert paths.usd[paths.years.index(2003)] == pytest.approx((18 + 25) / 2)
    assert paths.mean["conviction"][at, KANGWON] == pytest.approx(3_500 - 300 / 3)
    famine = paths.mean["nutrition"][paths.years.index(1997)]
    assert (famine[KANGWON], famine[PYONGYANG]) == (6_400 - 200, 6_400 + 600)


@pytest.mark.parametrize(
    ("distance", "share", "spread"),
    [(-1_000.0, 0.158655, 1_000.0), (500.0, 0.841345, 500.0), (-1_000.0, 0.022750, 500.0)],
)
def test_a_spread_follows_from_the_share_below_a_threshold(distance: float, share: float, spread: float) -> None:
    assert spread_below(distance, share) == pytest.approx(spread, rel=1e-4)


def test_no_spread_follows_from_half_or_from_a_share_on_the_wrong_side() -> None:
    assert spread_below(-1_000, 0.5) is None and spread_below(1_000, 0.2) is None
    assert spread_below(-3_090, 0.0) == pytest.approx(1_000, rel=1e-3)  # nobody counts as one in a thousand


def test_a_runs_levels_and_prices_take_the_place_of_the_files(run: Run) -> None:
    paths = paths_of_run(run, PROVINCES, 2015, 2015, HUNGRY)
    grown: Where = {"age_group": ["17-29", "30-44", "45-59"], "year": [2015]}
    for name in LEVELS:
        measured = {
            value.group["province"]: value.value for value in run.measure(name, ("province",), grown, unit="bp")
        }
        assert len(measured) == len(PROVINCES)
        assert paths.mean[name][0] == pytest.approx([measured[province] for province in PROVINCES])
    assert paths.border_knowledge == 0  # what is known at the border is in the provinces' means already
    assert paths.rice_usd[0] == pytest.approx(run.measure("rice_price")[0].value / 8_300)


def test_a_runs_money_is_that_of_the_middle_fifth_and_its_spread_reaches_to_the_highest(run: Run) -> None:
    paths = paths_of_run(run, PROVINCES, 2015, 2015, HUNGRY)
    middle, richest = 15_000 / 8_300 + 9, 25_000 / 8_300 + 25  # won and dollars of a household, as made_run has them
    assert paths.usd[0] == pytest.approx(middle)
    assert paths.usd_spread[0] == pytest.approx(log(richest / middle) / 1.4)


def test_a_run_without_all_years_is_refused(run: Run) -> None:
    with pytest.raises(
        InputError, match="the run lives 2015-01-01 to 2015-12-31, the fit needs 1990 to 2015"
    ) as caught:
        paths_of_run(run, PROVINCES, 1990, 2015, HUNGRY)
    assert "inminban run --from 1990-01-01 --to 2015-12-31" in caught.value.remedy


def test_a_year_sets_what_everybody_at_home_feels_and_holds() -> None:
    society = make_married_society(4, 2)
    frozen = Frozen(society, REPRESENTS, PROVINCES, no_spread(1996, 1997), 1)
    people = society.people
    people.fear[:] = 1_000
    people.whereabouts[0] = Whereabouts.CHINA
    away = int(people.nutrition[0])
    frozen.set_year(1997)
    kangwon = (frozen.province == KANGWON) & (people.whereabouts == Whereabouts.HOME)
    assert set(people.nutrition[kangwon]) == {6_200} and int(people.nutrition[0]) == away
    assert set(people.outside_knowledge[kangwon]) == {1_100 + 1_200}  # a border county in this society
    assert set(people.fear[kangwon]) == {(1_000 + 4_500) // 2}
    assert set(society.households.foreign_cents) == {700}
    posts = people.minutes[:, Minutes.WORK] > 0
    assert set(people.minutes[posts, Minutes.WORK]) == {AT_POST_MINUTES}
    assert posts.sum() == pytest.approx(0.45 * frozen.has_post.sum(), rel=0.1)


def test_nobody_ages_and_the_beginning_comes_back() -> None:
    society = make_married_society(4, 2)
    frozen = Frozen(society, REPRESENTS, PROVINCES, no_spread(1996, 1998), 1)
    born = society.people.birth_day.copy()
    for year in (1996, 1997, 1998):
        frozen.set_year(year)
    assert (society.people.birth_day == born + 2 * 365).all()
    frozen.start()
    assert (society.people.birth_day == born).all()
    assert society.people.nutrition.tolist() == frozen.original[0].nutrition.tolist()


def test_somebody_alike_takes_the_place_of_whoever_arrived() -> None:
    society = make_married_society(4, 2)
    frozen = Frozen(society, REPRESENTS, PROVINCES, no_spread(1996, 1996), 1)
    people, households = society.people, society.households
    row, home = 5, int(np.searchsorted(households.first_person, 5, side="right") - 1)
    people.whereabouts[row], people.occupation[row] = Whereabouts.CHINA, Occupation.ABROAD
    people.post_before[row] = Occupation.MINER
    households.n_away[home], households.n_gone[home] = 1, 1
    fate = np.zeros(len(people), dtype=np.uint8)
    fate[row] = Fate.ARRIVES
    frozen.replace_arrivals(fate)
    assert (people.whereabouts[row], people.occupation[row]) == (Whereabouts.HOME, Occupation.MINER)
    assert (households.n_away[home], households.n_gone[home]) == (0, 0) and not fate.any()


def test_the_same_seed_gives_the_same_leavers_and_hunger_makes_more_of_them() -> None:
    def by_the_river(paths: Paths) -> Frozen:
        society = make_married_society()
        society.counties.province[:] = PROVINCES.index("North Hamgyong")
        return Frozen(society, REPRESENTS, PROVINCES, paths, 1)

    paths = no_spread(1996, 1998)
    paths = paths._replace(usd=np.full_like(paths.usd, 500.0))  # nobody is poor, so that hunger alone differs
    frozen = by_the_river(paths)
    first, again = (frozen.live(rules_on, 1).leavers.columns()["person"].tolist() for _ in range(2))
    other = frozen.live(rules_on, 2).leavers.columns()["person"].tolist()
    assert len(first) > 30 and first == again and first != other
    well_fed = paths._replace(mean=paths.mean | {"nutrition": np.full_like(paths.mean["nutrition"], 9_000.0)})
    fewer = by_the_river(well_fed).live(rules_on, 1).leavers.columns()
    assert len(fewer["person"]) < len(first) / 2
