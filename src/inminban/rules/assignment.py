"""Assignment of posts by quota, with little regard to aptitude.

Posts are filled by quota in an order of rank. A candidate's points come from origin class, party membership,
schooling and sex, and only a little from aptitude; a random draw stands for connections and the place where one lives.
Artists are chosen by aptitude for music and by class. What is lost is the skill a person could reach in the post that
suits them best, less the skill reachable in the post they hold. Claims L10, M5, M11.
Leaves out posts bought with money, and moves between counties.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import clip
from inminban.core.choosing import MOST_POINTS
from inminban.core.compile.rule import rule
from inminban.core.kinds import N_APTITUDES, N_OCCUPATIONS, Aptitude, Education, Occupation, Sex, Songbun
from inminban.core.random import N_WORDS, STREAM_APTITUDE, bell, draw, is_lucky, word_at

GREATEST = 100  # the end of the scale of an aptitude, which begins at 0

# The posts in the order in which they are filled; the last takes those who are left.
ORDER = (
    int(Occupation.OFFICIAL),
    int(Occupation.SECURITY),
    int(Occupation.ARTIST),
    int(Occupation.DOCTOR),
    int(Occupation.TEACHER),
    int(Occupation.OFFICE_WORKER),
    int(Occupation.TRANSPORT_WORKER),
    int(Occupation.MINER),
    int(Occupation.BUILDER),
    int(Occupation.FACTORY_WORKER),
    int(Occupation.FARMER),
)
N_POSTS = len(ORDER)
NO_POST = -1
LETTERS = int(Aptitude.LETTERS)

# What each occupation asks for: the first aptitude counts `first_share`, the second the rest; -1: no post.
FIRST_APTITUDE = (
    int(Aptitude.STRENGTH),  # farmer
    int(Aptitude.STRENGTH),  # miner
    int(Aptitude.STRENGTH),  # builder
    int(Aptitude.MACHINES),  # factory worker
    int(Aptitude.MACHINES),  # transport worker
    int(Aptitude.LETTERS),  # office worker
    int(Aptitude.PEOPLE),  # official
    int(Aptitude.PEOPLE),  # security
    NO_POST,  # soldier
    int(Aptitude.LETTERS),  # teacher
    int(Aptitude.CARE),  # doctor
    int(Aptitude.MUSIC),  # artist
    *([NO_POST] * (N_OCCUPATIONS - int(Occupation.TRADER))),
)
SECOND_APTITUDE = (
    int(Aptitude.CARE),
    int(Aptitude.MACHINES),
    int(Aptitude.HANDS),
    int(Aptitude.HANDS),
    int(Aptitude.STRENGTH),
    int(Aptitude.TRADE),
    int(Aptitude.LETTERS),
    int(Aptitude.STRENGTH),
    NO_POST,
    int(Aptitude.PEOPLE),
    int(Aptitude.LETTERS),
    int(Aptitude.PEOPLE),
    *([NO_POST] * (N_OCCUPATIONS - int(Occupation.TRADER))),
)


class Parameters(NamedTuple):
    """parameters/assignment.toml"""

    aptitude_mean: int  # [count] of a scale from 0 to 100
    aptitude_spread: int  # [count] standard deviation
    class_points: tuple[int, ...]  # [count] by occupation: points lost for each step of class below core
    party_points: tuple[int, ...]  # [count] by occupation: points of a party member
    college_points: tuple[int, ...]  # [count] by occupation: points of higher education
    women_points: tuple[int, ...]  # [count] by occupation: added for a woman, negative for men's posts
    fit_points: tuple[int, ...]  # [count] by occupation: points for each point of fit
    luck_points: int  # [count] standard deviation of the random part
    first_share: int  # [bp] weight of the first aptitude
    least_skill: int  # [bp] skill reachable without any aptitude
    most_skill: int  # [bp] skill reachable with full aptitude
    marks_from_letters: int  # [bp] weight of aptitude for letters in school marks
    party_class_points: int  # [count] points for entering the party lost for each step of class below core
    party_women_points: int  # [count] points of a woman compared with a man, for entering the party
    party_college_points: int  # [count] points of higher education, for entering the party
    study_class_points: int  # [count] points for a place at college lost for each step of class below core
    study_women_points: int  # [count] points of a woman compared with a man, for a place at college
    study_marks_points: int  # [count] points for each school mark above or below the middle
    artist_gift: int  # [count] least aptitude for music of a chosen artist
    artist_hostile: int  # [bp] chance that the hostile class does not stand in the way
    party_service_points: int  # [count] points of somebody just discharged from the army, for entering the party
    home_young: int  # [count] how many times as likely a young married woman gives up her post as an older one
    home_young_age: int  # [years of age] up to which a married woman counts as young
    last_years_of_post: int  # [count] years before her pension in which a housewife is not called back
    seeks_other: (
        int  # [bp] of those whose gifts would serve better elsewhere: those who may look for another post in a spring
    )


@rule
def aptitude_of(word: int, p: Parameters) -> int:
    """An aptitude from 0 to 100 for a random word: bell-shaped around the mean."""
    return clip(p.aptitude_mean + bell(word) * p.aptitude_spread // 1_000, 0, GREATEST)


@rule
def aptitude(seed: int, person: int, which: int, p: Parameters) -> int:
    """One of a person's eight aptitudes, 0 to 100, fixed at birth."""
    words = draw(seed, person, which // N_WORDS, STREAM_APTITUDE)
    return aptitude_of(word_at(words, which % N_WORDS), p)


@rule
def aptitudes(seed: int, person: int, p: Parameters) -> tuple[int, ...]:
    """All eight aptitudes of a person in the order of `Aptitude`."""
    first = draw(seed, person, 0, STREAM_APTITUDE)
    second = draw(seed, person, 1, STREAM_APTITUDE)
    return (
        aptitude_of(first[0], p),
        aptitude_of(first[1], p),
        aptitude_of(first[2], p),
        aptitude_of(first[3], p),
        aptitude_of(second[0], p),
        aptitude_of(second[1], p),
        aptitude_of(second[2], p),
        aptitude_of(second[3], p),
    )


@rule
def has_skill(occupation: int) -> bool:
    """Whether the occupation is a post that asks for aptitudes."""
    return FIRST_APTITUDE[occupation] != NO_POST


@rule
def fit(occupation: int, gifts: tuple[int, ...], p: Parameters) -> int:
    """How well a person's gifts suit a post, 0 to 100; 0 where there is no post."""
    if not has_skill(occupation):
        return 0
    first, second = gifts[FIRST_APTITUDE[occupation]], gifts[SECOND_APTITUDE[occupation]]
    return (first * p.first_share + second * (10_000 - p.first_share)) // 10_000


@rule
def reachable_skill(occupation: int, gifts: tuple[int, ...], p: Parameters) -> int:
    """Skill (basis points) a person can reach in a post after long practice; 0 where there is no post."""
    if not has_skill(occupation):
        return 0
    return p.least_skill + (p.most_skill - p.least_skill) * fit(occupation, gifts, p) // GREATEST


@rule
def best_skill(gifts: tuple[int, ...], p: Parameters) -> int:
    """The highest skill a person could reach in any post. Claim M11."""
    best = 0
    for place in range(N_POSTS):
        best = max(best, reachable_skill(ORDER[place], gifts, p))
    return best


@rule
def talent_loss(occupation: int, gifts: tuple[int, ...], p: Parameters) -> int:
    """Skill reachable in the best post less that in the post held, never negative; 0 for those without a post."""
    if not has_skill(occupation):
        return 0
    return best_skill(gifts, p) - reachable_skill(occupation, gifts, p)


@rule
def marks(gifts: tuple[int, ...], luck: int, p: Parameters) -> int:
    """School marks, 0 to 100: aptitude for letters and a random draw (for teachers, means, health)."""
    by_gift = gifts[LETTERS] * p.marks_from_letters
    by_luck = aptitude_of(luck, p) * (10_000 - p.marks_from_letters)
    return (by_gift + by_luck) // 10_000


@rule
def points(
    occupation: int,
    sex: int,
    songbun: int,
    is_party_member: int,
    education: int,
    gifts: tuple[int, ...],
    luck: int,
    p: Parameters,
) -> int:
    """A candidate's points for a post, 0 to 16,383: class, party, schooling, sex outweigh gifts. Claims L10, M11."""
    total = MOST_POINTS // 2 + bell(luck) * p.luck_points // 1_000
    total -= p.class_points[occupation] * songbun
    if is_party_member:
        total += p.party_points[occupation]
    if education == Education.COLLEGE:
        total += p.college_points[occupation]
    if sex == Sex.FEMALE:
        total += p.women_points[occupation]
    total += p.fit_points[occupation] * (fit(occupation, gifts, p) - p.aptitude_mean)
    return clip(total, 0, MOST_POINTS)


@rule
def admission_points(sex: int, songbun: int, school_marks: int, luck: int, p: Parameters) -> int:
    """Points for a place at college, 0 to 16,383: class and marks, and a random draw for money and connections."""
    total = MOST_POINTS // 2 + bell(luck) * p.luck_points // 1_000
    total -= p.study_class_points * songbun
    total += p.study_marks_points * (school_marks - p.aptitude_mean)
    if sex == Sex.FEMALE:
        total += p.study_women_points
    return clip(total, 0, MOST_POINTS)


@rule
def party_entry_points(sex: int, songbun: int, education: int, luck: int, p: Parameters) -> int:
    """Points for entering the party, 0 to 16,383: class, sex (army service of men) and schooling."""
    total = MOST_POINTS // 2 + bell(luck) * p.luck_points // 1_000
    total -= p.party_class_points * songbun
    if sex == Sex.FEMALE:
        total += p.party_women_points
    if education == Education.COLLEGE:
        total += p.party_college_points
    return clip(total, 0, MOST_POINTS)


@rule
def service_points(is_discharged: bool, p: Parameters) -> int:
    """Points for entering the party of somebody who comes home from the army this year."""
    return p.party_service_points if is_discharged else 0


@rule
def weight_to_stay_home(age: int, is_married: bool, p: Parameters) -> int:
    """Relative weight of a woman giving up her post for the household: only the married, the young more often."""
    if not is_married:
        return 0
    return p.home_young if age <= p.home_young_age else 1


@rule
def seeks_other_post(lost: int, luck: int, p: Parameters) -> bool:
    """Whether a worker competes for another post this spring, if skill (bp) is lost in the one held. Claim M11.

    Nobody does where posts are for life; a scenario of free choice sets `seeks_other`.
    """
    return lost > 0 and is_lucky(luck, p.seeks_other)


@rule
def beginner_skill(reachable: int, learned: int) -> int:
    """Skill (bp) with which somebody starts in a post: the part of the reachable that a beginner has."""
    return reachable * learned // 10_000


@rule
def is_chosen_artist(music: int, songbun: int, luck: int, p: Parameters) -> bool:
    """Whether a troupe takes a trainee: gifted enough, and of a class that may stand on a stage. Claim M5."""
    if music < p.artist_gift:
        return False
    return songbun != Songbun.HOSTILE or is_lucky(luck, p.artist_hostile)


if len(FIRST_APTITUDE) != len(Occupation) or len(SECOND_APTITUDE) != len(Occupation) or len(Aptitude) != N_APTITUDES:
    raise RuntimeError("the table of aptitudes must have one row for every occupation")
