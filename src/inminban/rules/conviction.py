"""Conviction and fear: what moves a person's private belief in the leadership.

Private conviction is pulled up by indoctrination as far as it is credited, and down by hunger, unpaid time, money
taken, injustice and what is known of the world outside. Hunger counts as far as it is blamed on the leadership and not
on nature, enemies or local officials. Evidence is weighed by what a person already believes: a believer makes more of
what confirms, less of what contradicts (motivated reasoning), so that opinions part. Talk moves it only within trusted
ties, as it is said and not as it is thought; and people lean, as far as they conform, toward what they take to be the
opinion of all (`public_opinion`). Propaganda loses credit with a person through the gap between what it claims and what
they experience and know, of which the credulous see less: quickly when the gap is wide; credit returns slowly. Fear
follows the era, and what one sees happen to neighbours and one's own family. Grief and hope at a succession raise
conviction for a time. Leaves out persuasion by argument.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import of_the_way, sixtieth, ten_thousandth, thousandth
from inminban.core.beliefs import less_of, more_of
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
    pull_hunger: int  # [1/1000 bp] downward pull of a day without food, fully blamed on the leadership
    blame_credited: int  # [bp] part of hunger blamed on the leadership by those who fully credit propaganda
    pull_unpaid: int  # [1/1000 bp] downward pull of an hour taken without pay
    pull_levy: int  # [1/1000 bp] downward pull of giving up a day's food in levies, fines or bribes
    most_levied: int  # [days] days of food taken at one time beyond which more taken weighs no more
    pull_outside: int  # [1/1000 bp] downward pull of full outside knowledge in a day
    yields: tuple[int, ...]  # [bp] by occupation: part of a downward pull that moves a person
    yields_class: tuple[int, ...]  # [bp] by origin class: the same, as a share of it
    prior: int  # [bp] part of the weight of evidence that depends on what a person already believes
    credulity: int  # [bp] how much less of the gap the most credulous see, and the least credulous more
    pull_talk: int  # [1/1000 bp per 1,000 bp] daily move toward what trusted people say
    pull_support: int  # [1/1000 bp per 1,000 bp] daily move toward what all are thought to believe
    conformity: int  # [bp] how much more of it moves those who conform most, and how much less those who conform least
    pull_family: int  # [1/1000 bp per 1,000 bp] daily move of a young person toward what is said at home
    young_until: int  # [count] completed years up to which a person is taught at home
    caution: int  # [1/1000 bp] fear that a young doubter learns in a day from full silence at home
    injustice: int  # [1/1000 bp] downward pull of being sanctioned or robbed
    fear_base: int  # [bp] fear of an ordinary person in this era
    fear_fade: int  # [1/1000 of the distance] daily move of fear toward it
    fear_seen: int  # [1/1000 bp per bp] fear added in a day by a share of the neighbours punished in the last week
    fear_family: int  # [bp] fear that a sanction teaches the other members of the household, as a share
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
    return ten_thousandth(p.claims * lived) + known


@rule
def sees_of_gap(credulity: int, p: Parameters) -> int:
    """Part (bp) of the gap that a person sees, by the trait `credulity` (0 to 9,999): the credulous see less."""
    return less_of(credulity, p.credulity)


@rule
def gap_seen(whole: int, sees: int, days: int, p: Parameters) -> int:
    """Gap (bp, added up over days) that a person sees; some credit is always left."""
    return min(ten_thousandth(whole * sees), (10_000 - p.credit_least) * days)


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
def blame(distrust: int, p: Parameters) -> int:
    """Part (bp) of hunger that a person blames on the leadership: all of it once propaganda has lost all credit.

    Propaganda names floods, sanctions and local officials; who credits it blames them. Claims L3, L9.
    """
    return p.blame_credited + ten_thousandth((10_000 - p.blame_credited) * distrust)


@rule
def pull_down(hungry: int, unpaid_minutes: int, levied: int, outside: int, days: int, p: Parameters) -> int:
    """Downward pull of some days (1/1000 bp): hunger, unpaid time, levies (tenths of a day's food), news. L3, B10.

    `hungry` (bp) is the hunger that is blamed on the leadership (`blame`).
    """
    each_day = p.pull_hunger * hungry + p.pull_outside * outside
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
def move(conviction: int, up: int, down: int, p: Parameters) -> int:
    """Move of conviction (1/1000 bp) by pulls up and down, which weaken near both ends of the scale.

    A part of the evidence's weight depends on what is believed already: with all of it a firm believer makes twice as
    much of what confirms as somebody without an opinion, and nothing of what contradicts; and the other way round.
    """
    leaning = ten_thousandth(p.prior * conviction)
    confirms = ten_thousandth(up * (10_000 + leaning)) * (10_000 - conviction)
    contradicts = ten_thousandth(down * (10_000 - leaning)) * (10_000 + conviction)
    return ten_thousandth(confirms - contradicts) >> 1


@rule
def talk_pull(conviction: int, trusted: int, days: int, p: Parameters) -> int:
    """Move in some days (1/1000 bp) toward what trusted people say (bp)."""
    return thousandth((trusted - conviction) * p.pull_talk * days)


@rule
def conforms_of(conformity: int, p: Parameters) -> int:
    """How far (bp) a person leans toward the opinion of all, by the trait `conformity` (0 to 9,999)."""
    return more_of(conformity, p.conformity)


@rule
def support_pull(conviction: int, perceived: int, conforms: int, days: int, p: Parameters) -> int:
    """Move in some days (1/1000 bp) toward what all are thought to believe (bp), as far as a person conforms."""
    return thousandth(ten_thousandth((perceived - conviction) * conforms) * p.pull_support * days)


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
def fear_of_seen(seen: int, days: int, p: Parameters) -> int:
    """Fear (1/1000 bp) learned in some days at home, where so many of the neighbours (bp) were punished last week."""
    return p.fear_seen * seen * days


@rule
def fear_at_home(fear_of_sanction: int, p: Parameters) -> int:
    """Fear (1/1000 bp) that a sanction teaches each other member of the household."""
    return ten_thousandth(fear_of_sanction * p.fear_family)


@rule
def lot(wealth_per_head: int, neighbours: int, p: Parameters) -> int:
    """How far (percent) a household's wealth per head lies beyond or below the neighbours' mean, up to a greatest."""
    return 0 if neighbours <= 0 else min(wealth_per_head * 100 // neighbours, p.most_lot * 100) - 100


@rule
def contentment(lot_now: int, nutrition: int, p: Parameters) -> int:
    """Value (bp) that satisfaction tends to: wealth relative to the neighbours, less hunger."""
    target = p.satisfaction_neighbours * lot_now
    return max(min(ten_thousandth(target * 100) - (10_000 - nutrition), 10_000), -10_000)
