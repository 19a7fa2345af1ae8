"""Categories as small whole numbers: who people are, what time, money and grain are spent on, what happens to people.

The order is part of every stored run: append, never reorder.
"""

from __future__ import annotations

from enum import IntEnum


class Sex(IntEnum):
    """Sex as the census counts it."""

    MALE = 0
    FEMALE = 1


class Songbun(IntEnum):
    """Origin class (songbun), inherited."""

    CORE = 0
    WAVERING = 1
    HOSTILE = 2


class Settlement(IntEnum):
    """Town or countryside, as the census has it."""

    URBAN = 0
    RURAL = 1


class Education(IntEnum):
    """Highest level of school completed."""

    NONE = 0
    PRIMARY = 1
    SECONDARY = 2
    COLLEGE = 3


class Occupation(IntEnum):
    """Occupation as the state registers it, with or without a post."""

    FARMER = 0
    MINER = 1
    BUILDER = 2
    FACTORY_WORKER = 3
    TRANSPORT_WORKER = 4
    OFFICE_WORKER = 5
    OFFICIAL = 6
    SECURITY = 7
    SOLDIER = 8
    TEACHER = 9
    DOCTOR = 10
    ARTIST = 11
    TRADER = 12  # trades without a post of any kind
    HOUSEWIFE = 13
    PUPIL = 14
    STUDENT = 15
    PENSIONER = 16
    CHILD = 17  # below school age
    ABROAD = 18
    PRISONER = 19


class Aptitude(IntEnum):
    """Eight gifts, each a number from 0 to 100 fixed at birth."""

    STRENGTH = 0
    HANDS = 1
    MACHINES = 2
    LETTERS = 3
    PEOPLE = 4
    CARE = 5
    MUSIC = 6
    TRADE = 7


class Minutes(IntEnum):
    """The uses of the 960 waking minutes of a day. Every day's minutes add up to 960 exactly."""

    WORK = 0  # at the assigned post
    SCHOOL = 1  # lessons, without the recitation
    INDOCTRINATION = 2  # recitation, newspaper reading, lectures, study
    EVENTS = 3  # political events
    REHEARSALS = 4  # rehearsals for them
    SESSIONS = 5  # self-criticism (saenghwal chonghwa)
    LABOUR = 6  # labour mobilization
    COLLECTING = 7  # material mobilization: gathering what is levied
    PENAL = 8  # ideological summons, unpaid labour as punishment, labour camp
    MARKET = 9  # trade, services, home work for sale
    PLOT = 10  # private plot and foraging
    LESSONS = 11  # private lessons given or taken
    HOME = 12  # household, meals, rest


class Won(IntEnum):
    """Money that came to or was taken from one person, in jon (1/100 won)."""

    PAY = 0  # state pay
    MARKET = 1  # earned at the market
    LESSONS = 2  # earned by private lessons
    BRIBES_TAKEN = 3  # received as an official
    GRAIN_SOLD = 4  # the household's own grain, booked to its head
    SUPPORT = 5  # what families give teachers, through the school and beside it, and doctors
    LEVIES = 6  # dues and levies paid in cash, or goods bought to meet them
    FEES = 7  # stall fees
    BRIBES = 8  # paid to be let off a penalty
    BUYOUT = 9  # paid to be let off labour or goods
    AUGUST_THIRD = 10  # paid to the workplace to stay away (August 3rd money)
    FINES = 11
    TUITION = 12  # paid for lessons
    APPEARANCE = 13  # clothes and make-up for the stage
    GIFTS = 14  # given to doctors and teachers


class Count(IntEnum):
    """How often something happened to one person this month."""

    EVENTS_DEMANDED = 0
    EVENTS_ATTENDED = 1
    EVENTS_ABSENT = 2
    EVENTS_BOUGHT = 3  # stays zero while political events cannot be bought out of
    CALLED = 4  # called up for labour
    WENT = 5
    BOUGHT = 6
    REFUSED = 7
    SESSIONS = 8
    CONFESSED_REAL = 9
    CONFESSED_INVENTED = 10
    EXPOSED = 11  # a real offence came out
    MEDIA_DAYS = 12  # days with foreign media
    INSPECTED = 13
    LETOFF = 14  # penalties bought down
    ABSENT = 15  # days absent from post or school without leave
    PAID = 16  # times state pay was received


class Food(IntEnum):
    """Grain of a household this month, grams of cereal equivalent."""

    RATION = 0
    FARM_SHARE = 1
    PLOT = 2  # private plot and foraging
    BOUGHT = 3
    IN_KIND = 4  # from the workplace
    SOLD = 5
    LEVIED = 6
    EATEN = 7
    NEEDED = 8


class Channel(IntEnum):
    """Through whom people are called up."""

    WORKPLACE = 0
    UNIT = 1  # the neighbourhood unit (inminban)
    SCHOOL = 2


class Task(IntEnum):
    """What labour mobilization is for."""

    FARM_SPRING = 0
    FARM_AUTUMN = 1
    FRIDAY_LABOUR = 2
    UNIT_CLEANING = 3
    CONSTRUCTION = 4
    STATUES = 5
    ROADS = 6
    DISASTER = 7
    MANURE = 8
    CAMPAIGN = 9
    WAREHOUSE = 10


class Sanction(IntEnum):
    """The steps of sanction that strikes lead to, from mild to severe."""

    NONE = 0
    REMINDER = 1
    GROUP_CRITICISM = 2
    SUMMONS = 3  # ideological session
    UNPAID_LABOUR = 4
    LABOUR_CAMP = 5
    PRISON = 6  # political offences only; cannot be bought down


class Livelihood(IntEnum):
    """What an adult lives by beside the post, or instead of it, for months and years."""

    NONE = 0  # the post, the pension or the household alone
    PLOT = 1  # vegetables and animals for sale
    STALL = 2  # in the general market
    STREET = 3  # sale in alleys and from house to house
    HOME_WORK = 4  # food, clothes and other goods made at home for sale
    SERVICES = 5  # repairs, carrying and day labour for others
    WHOLESALE = 6  # wholesale and transport between counties
    BORDER = 7  # trade over the border, smuggling included
    LESSONS = 8  # private lessons


class FixedLuck(IntEnum):
    """What a person's draws for life decide: whether they are among those who have, may or do something at all, and
    lasting traits, as a place among all people.
    """

    EVADES_BAR = 0  # of the market against younger women
    OPPORTUNITY = 1  # of an official to take money
    LEAVE = 2  # from the post
    MEDIA = 3
    LIVELIHOOD = 4  # which ways to earn a living suit the person
    CREDULITY = 5
    CONFORMITY = 6
    COURAGE = 7
    TRUST = 8


class Ever(IntEnum):
    """Bits: what has happened to a person at least once since the run began."""

    BRIBED = 1
    TRADED = 2
    RATION = 4
    FOREIGN_MEDIA = 8
    STATE_PAY = 16
    TUTORED = 32


class Whereabouts(IntEnum):
    """Where a member of a household lives. Members who are not at home take no part in the household's days."""

    HOME = 0
    ARMY = 1
    ABROAD = 2  # sent to work abroad
    CHINA = 3  # crossed the border, or fled from work abroad, without leave


class Marital(IntEnum):
    """Marital status as the census asks it."""

    SINGLE = 0
    MARRIED = 1
    WIDOWED = 2
    DIVORCED = 3


class LeavingStage(IntEnum):
    """Stage of a person at home in leaving the country."""

    NONE = 0
    INTENDS = 1
    PREPARES = 2


class Motive(IntEnum):
    """Why a person means to leave, recorded when the intent forms."""

    NONE = 0
    ECONOMIC = 1
    POLITICAL = 2
    FAMILY = 3  # somebody of the household has gone before


class Fate(IntEnum):
    """What happens to a person's row at a month's end; decided before any row moves."""

    STAYS = 0
    DIES = 1
    ARRIVES = 2  # in South Korea: the row is taken out and kept among those who left
    GIVES_BIRTH = 3
    BIRTH_PREVENTED = 4  # by hunger: she would have conceived this month


class LifeEvent(IntEnum):
    """Events recorded in the table of life events."""

    BIRTH = 0
    DEATH = 1
    MARRIAGE = 2
    NEW_HOUSEHOLD = 3
    MOVE = 4
    SCHOOL = 5
    GRADUATION = 6
    ASSIGNMENT = 7
    STUDY = 8
    CONSCRIPTION = 9
    DISCHARGE = 10
    PENSION = 11
    SENT_ABROAD = 12
    RETURN = 13
    CROSSING = 14
    CAUGHT = 15  # at the border or on the way
    SENT_BACK = 16  # from China
    ARRIVAL = 17  # in South Korea
    BANISHMENT = 18
    RELEASE = 19
    FLIGHT = 20  # from a posting abroad, without leave
    HOMECOMING = 21  # from China, unnoticed
    BIRTH_PREVENTED = 22  # by hunger: she would have conceived


class FamilyMark(IntEnum):
    """Bits: what a family is to the army (`step.spring.call_up_families`)."""

    BROTHERS = 15  # brothers who serve, at most fifteen
    DISTRUSTED = 16  # a family of leavers or of people punished for politics
    ONLY_SON = 32  # the only son of old parents


class Host(IntEnum):
    """Countries where workers are posted. Kaesong, inside the country, is left out."""

    NONE = 0
    RUSSIA = 1
    CHINA = 2
    KUWAIT = 3
    EMIRATES = 4
    QATAR = 5
    MONGOLIA = 6
    ANGOLA = 7
    POLAND = 8
    MALAYSIA = 9
    OMAN = 10
    LIBYA = 11


# What counts as income, as an outlay, as a bribe, of a household.
INCOMES = (Won.PAY, Won.MARKET, Won.LESSONS, Won.BRIBES_TAKEN, Won.GRAIN_SOLD, Won.SUPPORT)
BRIBES = (Won.BRIBES, Won.BUYOUT)

N_APTITUDES = 8
N_SEXES = 2
N_SETTLEMENTS = 2
N_CLASSES = 3
N_FIFTHS = 5
MIDDLE_FIFTH = 3  # of wealth, counted from 1
N_OCCUPATIONS = 20
N_MINUTES = 13
N_WON = 15
N_COUNTS = 17
N_FOOD = 9
N_CHANNELS = 3
N_TASKS = 11
N_LIVELIHOODS = 9
N_HOSTS = 12

WAKING_MINUTES = 960
NOBODY = -1


class Good(IntEnum):
    """Goods that material mobilization demands, in addition to money levies of school and unit."""

    BRACKEN = 0
    GOLD = 1
    HERBS = 2
    APRICOT_STONES = 3
    SCRAP_METAL = 4
    MANURE = 5
    RABBIT_SKINS = 6
    LUNCH_BOXES = 7


N_GOODS = 8
