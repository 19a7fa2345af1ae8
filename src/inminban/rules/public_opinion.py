"""Public opinion: what people say where, and what they think that others believe.

Fear hides doubt: whoever doubts shows more conviction than they have, the more so the greater the risk of a frank word
is for them. The risk is that of the place (a meeting, friends, home), of the person's fear, and of what all others are
taken to believe; courage lowers what it hides. So private and public opinion part (preference falsification: Kuran,
Private Truths, Public Lies, 1995). What others believe is perceived from what is said in public as far as that is
taken at its word, from what trusted people say as far as it is not, and from one's own opinion, which people take to be
more common than it is (false consensus: Ross, Greene and House, 1977). Public words are discounted by whoever credits
propaganda little, and most by those who also trust others and so hear frank words; alone with a doubt, people take the
silence of others for belief (pluralistic ignorance: Prentice and Miller, 1993). Surveys of people who left ask for this
perceived support, not for one's own. Leaves out rumours.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import ten_thousandth, toward
from inminban.core.beliefs import less_of, more_of
from inminban.core.compile.rule import rule


class Parameters(NamedTuple):
    """parameters/public_opinion.toml"""

    asked: int  # [bp] conviction that is demanded of everybody
    candour: int  # [bp] risk at which a person of middling courage hides half of the doubt
    courage: int  # [bp] how much more of the risk the most courageous bear, and how much less the least courageous
    risk_friends: int  # [bp] risk of a frank word among friends, as a share of that in public
    risk_home: int  # [bp] the same at home
    crowd: int  # [bp] how much greater the risk is where all others are thought to believe, and smaller where nobody is
    trusts_beyond: int  # [bp] share of people who trust anybody beyond the close family
    discount: int  # [bp] how far public words are discounted, of the credit that propaganda has lost with a person
    frankness: int  # [bp] how much more those discount who trust others most, and how much less those who trust least
    projection: int  # [bp] part of one's own opinion in what others are thought to believe
    opinion_lag: int  # [days] over which the perception of others follows what is heard
    perceived_at_start: int  # [bp] conviction that people think others have on the first day


@rule
def risk(fear: int, perceived: int, place: int, p: Parameters) -> int:
    """Risk (bp) of a frank word: by fear, by what all others are thought to believe, and by the place (bp)."""
    of_crowd = 10_000 + ten_thousandth(p.crowd * perceived)
    return ten_thousandth(ten_thousandth(fear * of_crowd) * place)


@rule
def hidden(of_risk: int, courage: int, p: Parameters) -> int:
    """Part (bp) of the doubt that a person hides at such a risk, by the trait `courage` (0 to 9,999)."""
    bears = ten_thousandth(p.candour * more_of(courage, p.courage))
    return of_risk * 10_000 // max(of_risk + bears, 1)


@rule
def said(conviction: int, hides: int, asked: int) -> int:
    """What a person says (bp) who hides a part (bp) of the doubt: never less than is believed."""
    return conviction + ten_thousandth(max(asked - conviction, 0) * hides)


@rule
def said_at(place: int, conviction: int, fear: int, perceived: int, courage: int, p: Parameters) -> int:
    """What a person says (bp) at a place with such a share (bp) of the risk in public; there it is all. Claim L4."""
    return said(conviction, hidden(risk(fear, perceived, place, p), courage, p), p.asked)


@rule
def fear_felt(fear: int, courage: int, p: Parameters) -> int:
    """Fear (bp) as it holds a person back, by the trait `courage`: the courageous act in spite of more of it."""
    return min(ten_thousandth(fear * less_of(courage, p.courage)), 10_000)


@rule
def has_friends(trust: int, p: Parameters) -> bool:
    """Whether a person trusts anybody beyond the close family, by the trait `trust` (0 to 9,999)."""
    return trust >= 10_000 - p.trusts_beyond


@rule
def trusted_voice(at_home: int, friends: int, trusts: int) -> int:
    """What trusted people say (bp): the family, and with equal weight friends, if `trusts` is 1 and not 0."""
    return at_home + ((friends - at_home) * trusts >> 1)


@rule
def discounts_of(trust: int, p: Parameters) -> int:
    """How far (bp of distrust) a person discounts what is said in public, by the trait `trust` (0 to 9,999)."""
    return ten_thousandth(p.discount * more_of(trust, p.frankness))


@rule
def discounted(distrust: int, discounts: int) -> int:
    """Part (bp) of public words that a person does not take at their word, at most all of them."""
    return min(ten_thousandth(distrust * discounts), 10_000)


@rule
def heard(public: int, trusted: int, doubted: int) -> int:
    """What others seem to believe (bp): public words as far as taken at their word, else what trusted people say."""
    return public + ten_thousandth((trusted - public) * doubted)


@rule
def perceived_now(perceived: int, of_others: int, conviction: int, part: int, p: Parameters) -> int:
    """What a person thinks others believe (bp), after hearing them for a part of the lag (`core.arithmetic.part_for`
    it, times the days); own opinion is projected on others.
    """
    target = of_others + ten_thousandth((conviction - of_others) * p.projection)
    return toward(perceived, target, part, 0)
