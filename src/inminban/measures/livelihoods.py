"""Measures of livelihoods: what people live by beside the post or instead of it."""

from __future__ import annotations

from inminban.measures.measure import Measure

KINDS = ("plot", "stall", "street", "home_work", "services", "wholesale", "border", "lessons")
ANY = " + ".join(f"n_{kind}" for kind in KINDS)

LIVELIHOODS = (
    Measure(
        name="private_livelihood",
        label="Live by more than the post",
        korean="본업 밖의 생계 활동을 하는 사람",
        unit="percent",
        definition="People with a lasting livelihood beside the post, or instead of it, at the month's end, among all: "
        "plot and animals, stall, street sale, work at home for sale, services, wholesale, trade over the border, "
        "lessons.",
        table="groups",
        numerator=ANY,
        denominator="people",
        per=100,
        population="adults",
        interval="people",
        synonyms=("private livelihood", "informal work"),
        korean_synonyms=("생계 활동",),
    ),
    Measure(
        name="stallholders",
        label="Have a stall in the general market",
        korean="매대 상인",
        unit="percent",
        definition="People who live by a stall in the general market at the month's end, among all.",
        table="groups",
        numerator="n_stall",
        denominator="people",
        per=100,
        population="everybody",
        interval="people",
        synonyms=("stall holders", "market vendors"),
        korean_synonyms=("매대",),
    ),
)
