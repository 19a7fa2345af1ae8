"""Nobody is paid out of a political event; were it for sale, the same count would show it, so the check can fail."""

from __future__ import annotations

from datetime import date

import numpy as np
from tests.made_society import PROVINCES, make_small_society

from inminban.core.device.threads import Threads
from inminban.core.kinds import Count
from inminban.population.quotas import make_quotas
from inminban.step.simulation.engine import Engine
from inminban.step.simulation.output_detail import output_detail_of


def bought_out_of_events(is_buyable: int) -> int:
    """Political events bought out of in a small society up to 17 February 2015, a month not yet added up."""
    names = [f"county {c}" for c in range(10)]
    overrides = {"political_events": {"is_buyable": is_buyable}}
    first, last = date(2015, 2, 1), date(2015, 2, 17)
    none = np.zeros(0, dtype=np.int64)
    society = make_small_society()
    engine = Engine(
        society,
        24_800_000,
        names,
        PROVINCES,
        first,
        last,
        1,
        overrides,
        output_detail_of(first, last, None),
        make_quotas(society, 0.7),
        panel=none,
    )
    with Threads(1) as threads:
        for week in engine.weeks():
            engine.live_week(*week, threads)
    return int(engine.society.people.counts[:, Count.EVENTS_BOUGHT].sum())


def test_nobody_buys_out_of_a_political_event() -> None:
    assert bought_out_of_events(is_buyable=0) == 0


def test_the_count_would_show_it_if_events_were_for_sale() -> None:
    assert bought_out_of_events(is_buyable=1) > 0
