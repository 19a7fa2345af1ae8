"""Measures of the state's calendar: events, holidays, rehearsals."""

from __future__ import annotations

from inminban.measures.measure import Measure

CALENDAR = (
    Measure(
        name="calendar_event_minutes",
        label="Length of the day's political events",
        korean="정치행사 길이",
        unit="min",
        definition="Minutes of political events on the days looked at, added up.",
        table="calendar",
        numerator="event_minutes",
        kind="total",
        interval="none",
    ),
    Measure(
        name="calendar_holidays",
        label="Public holidays",
        korean="공휴일 수",
        unit="days",
        definition="Public holidays among the days looked at.",
        table="calendar",
        numerator="is_holiday::INT",
        kind="total",
        interval="none",
        synonyms=("holidays",),
        korean_synonyms=("명절", "공휴일"),
    ),
    Measure(
        name="days_off",
        label="Holidays and Sundays",
        korean="쉬는 날",
        unit="days/year",
        definition="Public holidays and Sundays in a year.",
        table="calendar",
        numerator="(is_holiday OR weekday = 6)::INT",
        denominator="1 / 365.0",
        synonyms=("days off", "vacation", "rest days"),
        korean_synonyms=("휴일",),
    ),
    Measure(
        name="rehearsed_ahead",
        label="Rehearsal days with an event within the next twenty days",
        korean="행사 전 연습일 비율",
        unit="percent",
        definition="Rehearsal days followed by a political event within twenty days, among rehearsal days.",
        table="calendar",
        numerator="(rehearsal_minutes > 0 AND days_ahead = 20 AND events_ahead > 0)::INT",
        denominator="(rehearsal_minutes > 0 AND days_ahead = 20)::INT",
        per=100,
    ),
)
