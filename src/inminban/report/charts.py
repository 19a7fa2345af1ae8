"""Every chart of the report by name, and saving them as pictures."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from inminban.core.disk import write_whole
from inminban.errors import RunFolderError
from inminban.output.reading import Run
from inminban.report import charts_food, charts_history, charts_mind, charts_money, charts_state, charts_time, map
from inminban.report.chart_style import Chart, NothingToShow, spec

CHARTS: dict[str, Callable[[Run], Chart]] = {
    "hours_taken": charts_time.hours_taken,
    "taken_by_month": charts_time.taken_by_month,
    "call_ups_by_fifth": charts_time.call_ups_by_fifth,
    "calendar_of_a_worker": charts_time.calendar_of_a_worker,
    "income_by_occupation": charts_money.income_by_occupation,
    "burden_by_occupation": charts_money.burden_by_occupation,
    "burden_by_fifth": charts_money.burden_by_fifth,
    "rice_by_week": charts_money.rice_by_week,
    "day_and_dollar": charts_money.day_and_dollar,
    "grain_sources": charts_food.grain_sources,
    "hunger_by_province": charts_food.hunger_by_province,
    "hunger_by_month": charts_food.hunger_by_month,
    "penalties_by_month": charts_mind.penalties_by_month,
    "bought_down_by_fifth": charts_mind.bought_down_by_fifth,
    "sessions_by_occupation": charts_mind.sessions_by_occupation,
    "private_and_spoken": charts_mind.private_and_spoken,
    "mind_by_month": charts_mind.mind_by_month,
    "talent_lost": charts_mind.talent_lost,
    "flows_won": charts_state.flows_won,
    "flows_grain": charts_state.flows_grain,
    "flows_foreign": charts_state.flows_foreign,
    "maps": map.maps,
    **charts_history.HISTORY,
}


def chart_spec(run: Run, name: str) -> dict[str, Any] | None:
    """The Vega-Lite text of one chart, data inside; None if the run holds nothing to show in it."""
    try:
        return spec(CHARTS[name](run))
    except NothingToShow:
        return None


def save_all(run: Run, folder: Path, scale: float = 2) -> list[Path]:
    """Save every chart as SVG and PNG (`scale` times its size on screen) into `folder`; RunFolderError if it cannot."""
    import vl_convert

    saved = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in CHARTS:
            made = chart_spec(run, name)
            if made is None:
                continue
            text = json.dumps(made)
            vector, picture = folder / f"{name}.svg", folder / f"{name}.png"
            write_whole(vector, vl_convert.vegalite_to_svg(text))
            write_whole(picture, vl_convert.vegalite_to_png(text, scale=scale))
            saved += [vector, picture]
    except OSError as error:
        raise RunFolderError(f"The charts could not be saved in {folder}: {error}. Name another folder.") from error
    return saved
