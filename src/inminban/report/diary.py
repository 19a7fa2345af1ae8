"""The diary of one synthetic person: demands of the state, income and payments, life events.

People followed day by day have entries by week or day; people followed month by month have entries by month or year.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inminban.errors import RunFolderError
from inminban.measures.lives import Chosen, middle_by_days, middle_by_months
from inminban.numbers.parameters.lines import nearest
from inminban.output.reading import Run, follows_nobody
from inminban.output.words import listed, number, plain
from inminban.report.diary_record import LONG, By, is_followed, record_of
from inminban.report.diary_story import story_of


def diary(
    run: Run,
    person: int | None = None,
    *,
    occupation: str | None = None,
    sex: str | None = None,
    province: str | None = None,
    settlement: str | None = None,
    age_from: int | None = None,
    age_to: int | None = None,
    by: By | None = None,
) -> str:
    """The diary of a followed person as Markdown: by year (usual for a long run), month, week (usual) or day.

    With `person` that one; else, of all who match, the one whose minutes taken by the state are nearest the median.
    Raises RunFolderError if the person was not followed in such detail or nobody matches.
    """
    wanted = asked_for(
        occupation=occupation, sex=sex, province=province, settlement=settlement, age_from=age_from, age_to=age_to
    )
    by = by or usual_by(run)
    chosen = ""
    if person is None:
        middle = nearest_the_middle(run, wanted, by)
        person, chosen = middle.person, chosen_words(wanted, middle.matching, by)
    return story_of(record_of(run, person, by), by, chosen)


def asked_for(**given: Any) -> dict[str, Any]:
    """The criteria that were given."""
    return {name: value for name, value in given.items() if value is not None}


def someone(run: Run, by: By | None = "year", **given: Any) -> int:
    """A matching person followed in enough detail, chosen as by `diary`; RunFolderError if nobody matches."""
    return nearest_the_middle(run, asked_for(**given), by or usual_by(run)).person


def usual_by(run: Run) -> By:
    """The usual length of entries: a year in a long run, a week in a short one."""
    return "year" if run.info.get("is_long") else "week"


def is_known(run: Run, person: int, by: By | None = None) -> bool:
    """Whether the run has a person's records in enough detail for entries by year, month, week or day."""
    return is_followed(run, person, by or usual_by(run))


def nearest_the_middle(run: Run, wanted: Mapping[str, Any], by: By) -> Chosen:
    """Of matching people followed, the one nearest the median of minutes taken; RunFolderError if nobody matches."""
    found = middle_by_months(run, wanted) if by in LONG else middle_by_days(run, wanted)
    if found is not None:
        return found
    if sentence := follows_nobody(run):
        raise RunFolderError(f"{sentence} Name a person by number: the run is then simulated again to follow them.")
    table, whom = ("panel_months", "followed month by month") if by in LONG else ("panel_people", "followed day by day")
    provinces = sorted({row["province"] for row in run.read(table, columns=("province",))})
    near = nearest(str(wanted.get("province", "")), provinces)
    raise RunFolderError(
        f"Nobody {whom} in {run.path} matches. Use fewer criteria; "
        f"provinces of the people followed: {', '.join(provinces)}.{near}"
    )


def chosen_words(wanted: Mapping[str, Any], matching: int, by: By) -> str:
    """How the person was chosen, in a sentence."""
    asked = listed([f"{plain(name)} {plain(str(value))}" for name, value in wanted.items()])
    whom = "people followed month by month match in at least one month" if by in LONG else "people of the panel match"
    return (
        f"{number(matching)} {whom}{f' ({asked})' if asked else ''}. This is the one whose time taken by the state "
        "is nearest the median."
    )
