"""Nobody is paid out of a political event; were it for sale, the same count would show it, so the check can fail."""

from __future__ import annotations

from datetime import date

from tests.made_simulation import make_simulation
from tests.made_society import make_small_society

from inminban.core.kinds import Count


def bought_out_of_events(is_buyable: int) -> int:
    """Political events bought out of in a small society up to 17 February 2015, a month not yet added up."""
    overrides = {"political_events": {"is_buyable": is_buyable}}
    simulation = make_simulation(make_small_society(), date(2015, 2, 1), date(2015, 2, 17), overrides=overrides)
    for week in simulation.weeks():
        simulation.live_week(*week)
    return int(simulation.society.people.counts[:, Count.EVENTS_BOUGHT].sum())


def test_nobody_buys_out_of_a_political_event() -> None:
    assert bought_out_of_events(is_buyable=0) == 0


def test_the_count_would_show_it_if_events_were_for_sale() -> None:
    assert bought_out_of_events(is_buyable=1) > 0
