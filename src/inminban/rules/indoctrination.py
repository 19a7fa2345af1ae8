"""Indoctrination outside school and morning reading: study, lectures, and the meeting of the neighbourhood unit."""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.compile.rule import rule


class Parameters(NamedTuple):
    """parameters/indoctrination.toml"""

    is_active: int  # [bool]
    lecture_minutes: int  # [min] weekly study and lecture of the organisations
    lecture_weekday: int  # [count] weekday of it, 0 = Monday
    study_minutes: int  # [min] evening study in mid-week
    study_weekday: int  # [count] weekday of it, 0 = Monday
    meeting_minutes: int  # [min] weekly meeting of the neighbourhood unit, one adult a household
    meeting_weekday: int  # [count] weekday of it


@rule
def lecture(weekday: int, p: Parameters) -> int:
    """Minutes of study and lectures that members of an organisation owe on a weekday."""
    if p.is_active == 0:
        return 0
    if weekday == p.lecture_weekday:
        return p.lecture_minutes
    return p.study_minutes if weekday == p.study_weekday else 0


@rule
def meeting(weekday: int, p: Parameters) -> int:
    """Minutes of the unit's meeting on a weekday."""
    return p.meeting_minutes if p.is_active and weekday == p.meeting_weekday else 0
