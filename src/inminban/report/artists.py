"""The report on talent that assignment loses, and on the artists."""

from __future__ import annotations

from inminban.output.reading import Run
from inminban.output.words import many, sentence
from inminban.report.chart_style import Chart, plain_bars
from inminban.report.measured import LEAST_PEOPLE, Row, enough, gather, in_table, ranked, shown, told
from inminban.report.page import Grid, Part, Plot, Section

ARTIST = {"occupation": "artist"}
FIGURES = {
    "simulated_people": ("Simulated artists", "", 0),
    "pay_of_paid_month": ("State pay of a paid month, won", "", 0),
    "pay_in_rice": ("State pay of a paid month, in rice, kg", "", 2),
    "paydays": ("Times state pay came in a year", "", 1),
    "sessions_per_week": ("Self-criticism sessions a week", "", 1),
    "event_and_rehearsal_time": ("Hours of events and rehearsals a year", "h/year", 0),
    "lessons_income": ("Private lessons, won a month", "", 0),
    "tutored_lately": ("Gave private lessons this year or the year before", "", 1),
    "left_post": ("Stay away from the post for money", "", 1),
    "appearance": ("Clothes and make-up for the stage, won a year", "won/year", 0),
    "hungry": ("Hungry", "", 1),
}
"""Measures of artists: label, unit ("" for the measure's unit), digits."""
UNITS = {name: unit for name, (_, unit, _) in FIGURES.items()}


def talent_section(run: Run) -> Section:
    """Skill that assignment loses, and the artists."""
    posts = [(name, row) for name, row in ranked(gather(run, ("talent_loss",), ("occupation",)), "talent_loss")]
    posts = [(name, row) for name, row in posts if name != "prisoner"]
    text: list[str] = ["Nobody in this run has a post."]
    if posts:
        text = [told(
            "In the model {who} lost the most by assignment: {share} of the skill they could have reached in the post "
            "that suits them best.", who=many(posts[0][0]), share=shown(posts[0][1]["talent_loss"]),
        )]  # fmt: skip
    parts: list[Part] = [TALENT_LOST.figure(run)]
    found = gather(run, UNITS, (), ARTIST, with_few=True)
    if found:
        parts.append(artists_grid(found[()]))
    artists = enough(found).get((), {})
    if "sessions_per_week" in artists:
        text.append(artists_sentence(artists))
    return Section("talent", "Talent, and the artists", text, parts)


def artists_sentence(artists: Row) -> str:
    """Pay and work of an artist."""
    sessions = shown(artists["sessions_per_week"], 1)
    if "pay_in_rice" not in artists:
        return told("Artists attended {times} self-criticism sessions a week.", times=sessions)
    return told(
        "The state pay of a paid month was {pay} won for an artist and bought {kg} kg of rice in the month it came. "
        "Artists attended {times} self-criticism sessions a week.",
        pay=shown(artists.get("pay_of_paid_month")), kg=shown(artists["pay_in_rice"], 2), times=sessions,
    )  # fmt: skip


def artists_grid(artists: Row) -> Grid:
    """The table on artists."""
    return Grid(
        "Artists",
        ["What", "In the model"],
        [[words, in_table(artists.get(name), digits)] for name, (words, _, digits) in FIGURES.items()],
        note=f"Too few: fewer than {LEAST_PEOPLE} simulated artists.",
        measures=tuple(FIGURES),
    )


def talent_lost(run: Run) -> Chart:
    """Skill lost against the best post, by occupation."""
    rows = [
        {"occupation": sentence(many(name)), "lost": row["talent_loss"].number}
        for name, row in ranked(gather(run, ("talent_loss",), ("occupation",)), "talent_loss")
        if name != "prisoner"
    ]
    return plain_bars(rows, "occupation", "lost", "share of the skill of the best post that is lost", sign=" %")


TALENT_LOST = Plot(
    "talent_lost",
    "Skill lost by assignment, by occupation",
    talent_lost,
    "Skill lost against the post that would suit a person's gifts best.",
    ("talent_loss",),
)
PLOTS = (TALENT_LOST,)
