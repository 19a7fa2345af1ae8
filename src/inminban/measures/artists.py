"""Measures of artists and talent."""

from __future__ import annotations

from inminban.measures.measure import Measure

ARTISTS = (
    Measure(
        name="left_or_tutors",
        label="Stay away from the post or have given lessons",
        korean="8·3이거나 과외하는 사람",
        unit="percent",
        definition="People who pay to stay away from their post or have given private lessons, each once, among all.",
        table="groups",
        numerator="n_left_or_tutored",
        denominator="people",
        per=100,
        population="adults",
        interval="people",
        synonyms=("artists who live by lessons",),
        korean_synonyms=("예술인 부업",),
    ),
    Measure(
        name="tutored_lately",
        label="Gave private lessons lately",
        korean="최근 과외를 한 사람",
        unit="percent",
        definition="People who gave private lessons this year or the year before, among all.",
        table="groups",
        numerator="n_tutored_lately",
        denominator="people",
        per=100,
        population="adults",
        interval="people",
        synonyms=("tutors",),
        korean_synonyms=("과외 교사",),
    ),
    Measure(
        name="trainees",
        label="In paid music training",
        korean="음악 교습생",
        unit="percent",
        definition="People in paid music training to become an artist, at the month's end, among all.",
        table="groups",
        numerator="n_trainees",
        denominator="people",
        per=100,
        interval="people",
        synonyms=("music lessons", "becoming a musician"),
        korean_synonyms=("음악 공부",),
    ),
    Measure(
        name="talent_loss",
        label="Skill lost against the best post",
        korean="잃어버린 재능",
        unit="percent",
        definition="Skill a person would reach in the best post and does not reach in the assigned one, of what "
        "could be "
        "reached.",
        table="groups",
        numerator="lost_skill_sum",
        denominator="skill_sum + lost_skill_sum",
        per=100,
        population="adults",
        synonyms=("wasted talent", "wrong job", "talent"),
        korean_synonyms=("재능 낭비", "적성"),
    ),
)
