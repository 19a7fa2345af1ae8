"""Conviction, speech and doubt: what people believe, what they fear, and what they say.

Private conviction is pulled up by indoctrination as far as it is credited, and down by hunger, unpaid time, money
taken, injustice seen and what is known of the world outside; it leans toward the neighbours' mean, and a young
person's toward what is said at home. Propaganda loses credit with a person through the gap between what it claims and
what they experience and know: quickly when the gap is wide; credit returns slowly. What a person says follows fear:
whoever fears more than they doubt says what is asked, at home less than outside. Grief and hope at a succession raise
conviction for a time. Leaves out persuasion by argument.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import of_the_way, sixtieth, ten_thousandth, thousandth
from inminban.core.compile.rule import rule

TENTHS = 10


class Parameters(NamedTuple):
    """parameters/conviction.toml"""

    claims: int  # [bp] how far above life the claims of propaganda are in this era
    gap_hunger: int  # [bp] how strongly hunger shows the gap between claim and life
    gap_unpaid: int  # [bp] how strongly an hour a day taken without pay shows it
    gap_era: int  # [bp] part of the claims that contradicts everybody's life
    contradiction: int  # [bp] how strongly outside knowledge shows the gap
    credit_least: int  # [bp] credit that is left however wide the gap
    distrust_rise: int  # [1/1000 bp per 1,000 bp] daily move of distrust towards a wider gap
    distrust_fade: int  # [1/1000 bp per 1,000 bp] daily move of distrust towards a narrower gap
    pull_indoctrination: int  # [1/1000 bp] upward pull of an hour of indoctrination fully credited
    grief: int  # [1/1000 bp] upward pull of a day of grief or hope at a succession, fully credited
    pull_hunger: int  # [1/1000 bp] downward pull of a day without food
    pull_unpaid: int  # [1/1000 bp] downward pull of an hour taken without pay
    pull_levy: int  # [1/1000 bp] downward pull of giving up a day's food in levies, fines or bribes
    most_levied: int  # [days] days of food taken at one time beyond which more taken weighs no more
    pull_outside: int  # [1/1000 bp] downward pull of full outside knowledge in a day
    yields: tuple[int, ...]  # [bp] by occupation: part of a downward pull that moves a person
    yields_class: tuple[int, ...]  # [bp] by origin class: the same, as a share of it
    pull_neighbours: int  # [1/1000 of the distance] daily move toward the neighbours' mean
    pull_family: int  # [1/1000 bp per 1,000 bp] daily move of a young person toward what is said at home
    young_until: int  # [count] completed years up to which a person is taught at home
    caution: int  # [1/1000 bp] fear that a young doubter learns in a day from full silence at home
    injustice: int  # [1/1000 bp] downward pull of being sanctioned or robbed
    asked: int  # [bp] conviction that is demanded, and shown by those who fear
    silence: int  # [bp] doubt hidden by one basis point of fear
    silence_home: int  # [bp] the same at home, among the family
    fear_base: int  # [bp] fear of an ordinary person in this era
    fear_fade: int  # [1/1000 of the distance] daily move of fear toward it
    satisfaction_lag: int  # [days] over which satisfaction follows circumstances
    most_lot: int  # [count] how many times the neighbours' mean wealth still adds to satisfaction
    satisfaction_neighbours: int  # [bp] satisfaction of having twice what the neighbours have


@rule
def gap(nutrition: int, unpaid_minutes: int, outside_knowledge: int, days: int, p: Parameters) -> int:
    """Gap (bp) between what propaganda claims and what a person experiences and knows. Claims L3, L6, L9.

    Added up over `days`, in which so many minutes were taken without pay. The more is claimed, the more hunger and
    unpaid time contradict it; a part of the claims contradicts everybody's life.
    """
    each_day = ten_thousandth(p.gap_hunger * (10_000 - nutrition)) + p.gap_era
    lived = each_day * days + sixtieth(p.gap_unpaid * unpaid_minutes)
    known = ten_thousandth(p.contradiction * outside_knowledge) * days
    return min(ten_thousandth(p.claims * lived) + known, (10_000 - p.credit_least) * days)


@rule
def distrust_moved(distrust: int, gap_of_days: int, days: int, p: Parameters) -> int:
    """Move of distrust in some days (1/1000 bp) towards the gap, which is added up over them: up faster than down."""
    distance = gap_of_days - distrust * days
    return thousandth(distance * (p.distrust_rise if distance > 0 else p.distrust_fade))


@rule
def pull_up(indoctrination_minutes: int, credit: int, days: int, p: Parameters) -> int:
    """Upward pull of some days (1/1000 bp): indoctrination, and grief at a succession, as far as they are credited."""
    return ten_thousandth((sixtieth(p.pull_indoctrination * indoctrination_minutes) + p.grief * days) * credit)


@rule
def levied_tenths(taken: int, food_per_day: int, p: Parameters) -> int:
    """Money taken at one time (jon) in tenths of a day's food, limited to a number of days."""
    return min(taken * TENTHS // max(food_per_day, 1), p.most_levied * TENTHS)


@rule
def pull_down(nutrition: int, unpaid_minutes: int, levied: int, outside: int, days: int, p: Parameters) -> int:
    """Downward pull of some days (1/1000 bp): hunger, unpaid time, levies (tenths of a day's food), news. L3, B10."""
    each_day = p.pull_hunger * (10_000 - nutrition) + p.pull_outside * outside
    lived = each_day * days + p.pull_levy * levied * 1_000
    return ten_thousandth(lived) + sixtieth(p.pull_unpaid * unpaid_minutes)


@rule
def yields_of(occupation: int, songbun: int, p: Parameters) -> int:
    """Part (bp) of a downward pull that moves a person of an occupation and origin class. Claim L1."""
    return ten_thousandth(p.yields[occupation] * p.yields_class[songbun])


@rule
def yielded(down: int, yields: int) -> int:
    """Part of a downward pull that moves a person, `yields` ten-thousandths: less of those sworn to the leader. L1."""
    return ten_thousandth(down * yields)


@rule
def move(conviction: int, up: int, down: int, neighbours: int, days: int, p: Parameters) -> int:
    """Move of conviction in some days (1/1000 bp): pulls weaken near both ends of the scale; neighbours pull too."""
    pulled = up * (10_000 - conviction) - down * (10_000 + conviction)
    return (ten_thousandth(pulled) >> 1) + (neighbours - conviction) * of_the_way(p.pull_neighbours, days)


@rule
def said(conviction: int, fear: int, asked: int, hides: int) -> int:
    """What a person says (bp) if one basis point of fear hides `hides` ten-thousandths of doubt."""
    hidden = fear * hides // 10_000
    if hidden >= max(asked - conviction, 0):
        return max(asked, conviction)
    return min(conviction + hidden, asked)


@rule
def spoken(conviction: int, fear: int, p: Parameters) -> int:
    """Conviction (bp) that a person shows: what is demanded while fear exceeds doubt, else the truth. Claim L4."""
    return said(conviction, fear, p.asked, p.silence)


@rule
def spoken_at_home(conviction: int, fear: int, p: Parameters) -> int:
    """What a person says of it among the family (bp): doubt is hidden there too, if less. Claim L4."""
    return said(conviction, fear, p.asked, p.silence_home)


@rule
def family_pull(age: int, conviction: int, voice: int, days: int, p: Parameters) -> int:
    """Move in some days (1/1000 bp) of a young person's conviction toward what a parent says at home. L1, L4."""
    return thousandth((voice - conviction) * p.pull_family * days) if age < p.young_until else 0


@rule
def caution_learned(age: int, conviction: int, voice: int, hidden: int, days: int, p: Parameters) -> int:
    """Fear (1/1000 bp) that a young person who doubts learns in some days from the silence met at home. Claim L4.

    `voice` is what a parent says at home (bp), `hidden` the doubt kept back (bp). A young person who believes what is
    said has no doubt to hide and learns nothing.
    """
    if age >= p.young_until or conviction >= voice:
        return 0
    return ten_thousandth(p.caution * hidden * days)


@rule
def fading(fear: int, days: int, p: Parameters) -> int:
    """Move of fear in some days (1/1000 bp) toward the ordinary fear of the era."""
    return (p.fear_base - fear) * of_the_way(p.fear_fade, days)


@rule
def lot(wealth_per_head: int, neighbours: int, p: Parameters) -> int:
    """How far (percent) a household's wealth per head lies beyond or below the neighbours' mean, up to a greatest."""
    return 0 if neighbours <= 0 else min(wealth_per_head * 100 // neighbours, p.most_lot * 100) - 100


@rule
def contentment(lot_now: int, nutrition: int, p: Parameters) -> int:
    """Value (bp) that satisfaction tends to: wealth relative to the neighbours, less hunger."""
    target = p.satisfaction_neighbours * lot_now
    return max(min(ten_thousandth(target * 100) - (10_000 - nutrition), 10_000), -10_000)
