"""Every chart of the report by name, and saving them as pictures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from inminban.core.disk import write_whole
from inminban.errors import RunFolderError
from inminban.output.folder import CHARTS_LIST
from inminban.output.reading import Run
from inminban.report import (
    artists,
    belief,
    food,
    leaving,
    markets,
    mobilization,
    money,
    penalties,
    people,
    provinces,
    state,
    time,
)
from inminban.report.page import Plot

TOPICS = (people, time, mobilization, money, markets, food, penalties, belief, artists, state, provinces, leaving)
CHARTS: dict[str, Plot] = {plot.name: plot for topic in TOPICS for plot in topic.PLOTS}


def chart_spec(run: Run, name: str) -> dict[str, Any] | None:
    """The Vega-Lite text of one chart, data inside; None if the run has no data for it."""
    return CHARTS[name].spec(run)


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
        write_whole(folder / CHARTS_LIST, json.dumps([file.name for file in saved]))
    except OSError as error:
        raise RunFolderError(f"The charts could not be saved in {folder}: {error}. Name another folder.") from error
    return saved
