"""Artists: performances ordered by the political calendar, private lessons, and who stays in the post.

Programmes are assigned; on ordinary days artists rehearse and perform in factories, in the farm season in the fields.
Pay is like others'. Many in fact give up work at the post for trade or lessons; vocation decides who stays. Lessons are
paid by households with a child in training and are illegal.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.compile.rule import rule
from inminban.core.random import is_lucky


class Parameters(NamedTuple):
    """parameters/artists.toml"""

    performance_minutes: int  # [min/day] ordered performance on a holiday or the eve of one
    agitation_minutes: int  # [min/day] shows in fields and factories in the farm season, beyond the working day
    lesson_minutes: int  # [min/day] private lessons of an artist who teaches
    lesson_days: int  # [count] days a week on which an artist could teach at least
    teaching_day: int  # [bp] chance that an artist who lives by lessons gives one on a day
    tuition: int  # [g of rice/month] what a household pays for a trainee
    practice_minutes: int  # [min/day] what a trainee practises
    appearance: int  # [g of rice] what an artist with vocation spends on clothes and make-up for one performance
    vocation_stays: int  # [bp] vocation from which an artist goes to work although it does not pay


@rule
def performance(is_holiday: int, is_rehearsal_day: bool, is_farm_season: bool, p: Parameters) -> int:
    """Minutes of ordered performance today: on holidays, before them, and in the fields in season. Claims M1, M10."""
    if is_holiday or is_rehearsal_day:
        return p.performance_minutes
    if is_farm_season:
        return p.agitation_minutes
    return 0


@rule
def gives_lessons(luck: int, p: Parameters) -> bool:
    """Whether an artist who lives by lessons gives one today. Claim M7."""
    return is_lucky(luck, p.teaching_day)


@rule
def holds_on(vocation: int, p: Parameters) -> bool:
    """Whether vocation keeps an artist at work although the post does not feed them. Claim M9."""
    return vocation >= p.vocation_stays
