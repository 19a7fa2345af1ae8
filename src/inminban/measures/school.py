"""Measures of school other than the time in lessons: recitation."""

from __future__ import annotations

from inminban.measures.measure import Measure

SCHOOL = (
    Measure(
        name="recitation_days",
        label="Share of days with study or recitation",
        korean="암송이 있는 날",
        unit="percent",
        definition="Days on which a person recites, studies or hears a lecture, among all days looked at.",
        table="panel",
        numerator="(minutes_indoctrination > 0)::INT",
        denominator="1",
        per=100,
        population="adults",
        synonyms=("recitation at school", "learning the leaders' sayings"),
        korean_synonyms=("혁명력사", "암송"),
    ),
)
