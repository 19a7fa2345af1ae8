"""Parameters from which the population is made; their values and sources are in numbers/parameters/."""

from __future__ import annotations

from typing import NamedTuple


class Parameters(NamedTuple):
    """parameters/population.toml: who lives with whom, and who holds which post."""

    census_men: int  # [persons] with military camps
    census_women: int  # [persons] with military camps
    households: int  # [households] of civilians at the census
    life_expectancy_gap: int  # [count] hundredths of a year by which women live longer
    boys_per_100_girls: int  # [count] at birth
    camps_first_age: int  # [years of age] of those in military camps
    camps_last_age_men: int  # [years of age]
    camps_last_age_women: int  # [years of age]
    adult_age: int  # [years of age] nobody younger heads a household
    marriage_age: tuple[int, ...]  # [years of age] by sex: mean at first marriage
    marriage_spread: int  # [count] years before and after the mean in which nearly all marry
    ever_married: int  # [bp] of those past that age
    husband_older: int  # [count] years, mean
    husband_older_spread: int  # [count] years, standard deviation
    mother_youngest: int  # [count] least years between mother and child
    mother_oldest: int  # [count] most years between mother and child
    mother_mean: int  # [count] years between mother and child, mean
    mother_spread: int  # [count] years, standard deviation
    widowed_from: int  # [years of age] from which those without a partner count as widowed
    old_parent: int  # [years of age] of the wife from which a couple may live with a married child
    full_house: int  # [count] children and relatives up to which a household takes in others first
    crowded_house: int  # [count] children and relatives beyond which it takes in nobody
    wife_younger: int  # [count] most years by which a wife is younger
    wife_older: int  # [count] most years by which a wife is older
    relatives_gap: int  # [count] most years between somebody single and the couple that takes them in
    most_per_adult: int  # [count] people for each adult of a place, above which ages are exchanged
    exchange_first_age: int  # [years of age] of an adult who is exchanged
    exchange_last_age: int  # [years of age]
    lone_mothers: int  # [bp] of women who would be wives
    one_child: int  # [bp] of mothers who stop at one child while other mothers want children
    three_children: int  # [bp] of mothers who go on to a third
    leaves_home: int  # [years of age] up to which the unmarried are placed with their parents
    lives_alone: int  # [bp] of the unplaced who are not taken in
    unit_smallest: int  # [households]
    unit_largest: int  # [households]
    unit_mean: int  # [households]
    school_first_age: int  # [years of age] of pupils
    school_last_age: int  # [years of age] of pupils
    student_last_age: int  # [years of age]
    students: int  # [bp] of those between school and that age
    pension_age: tuple[int, ...]  # [years of age] by sex
    participation: int  # [bp] of those of 16 and over
    participation_60: int  # [bp] of those of 60 and over
    old_age: int  # [years of age] from which the census counts the old apart
    participation_age: int  # [years of age] from which the census counts participation in work
    men_without_post: int  # [bp] of men of working age who are not students
    women_who_trade: int  # [bp] of women of working age without a post
    posts: tuple[int, ...]  # [bp] by occupation: share of all posts
    rural_posts: tuple[int, ...]  # [bp] by occupation: per head in the countryside, relative to 10,000 in towns
    mining_county: int  # [count] times as many miners per head in a mining county
    capital_officials: int  # [bp] officials and office workers per head in Pyongyang, relative to 10,000 elsewhere
    provincial_troupe: int  # [persons] artists of one province
    central_troupes: int  # [persons] artists in the capital
    seat_in_town: int  # [bp] ratio of townspeople to villagers from which a county's squad is counted in the town
    county_squad: int  # [persons] agitation squad of one county
    workplace_members: tuple[int, ...]  # [persons] by occupation; pupils and students: of one school
    songbun: tuple[int, ...]  # [bp] by class: share of all people
    songbun_capital: tuple[int, ...]  # [bp] by class: per head in Pyongyang, relative to 10,000 elsewhere
    party_members: int  # [persons]
    party_members_of: int  # [persons] the population that number belongs to
    party_first_age: int  # [years of age]
    party_last_age: int  # [years of age] of somebody who enters
    college: int  # [bp] of adults with higher education
    graduate_age: int  # [years of age] from which the census counts graduates among adults
    college_first_age: int  # [years of age]
    college_rural: int  # [bp] graduates per head in the countryside, relative to 10,000 in towns
    college_capital: int  # [bp] graduates per head in Pyongyang, relative to 10,000 elsewhere
    primary_only_born_before: int  # [date] older people left school after the primary years
    residents_per_informant: int  # [persons]
    informant_first_age: int  # [years of age]
    prisoners_ordinary: int  # [persons] in prisons, in the whole country
    prisoners_political: int  # [persons] in political camps, in the whole country
    prison_days: int  # [days] longest remaining term of a prisoner on the first day
    political_days: int  # [days] longest remaining term of an inmate of a political camp on the first day
    prisoner_youngest: int  # [years of age] on the first day
    prisoner_oldest: int  # [years of age]
    mortality_rise: int  # [bp] of the risk of dying with each year of age
    cohorts_averaged: int  # [count] cohorts whose numbers say how many of the old there are
    famine_before: int  # [count] last year before those in which the deaths of the UN are one block
    famine_after: int  # [count] first year after them
    prisoners_hostile: int  # [count] times as many chances of a household of the hostile class


class Starting(NamedTuple):
    """parameters/starting_state.toml: what people feel, own and know on the first day."""

    conviction: tuple[int, ...]  # [bp] by class: mean
    conviction_spread: int  # [bp] standard deviation
    conviction_party: int  # [bp] more for party members
    conviction_old: int  # [bp] more for those who grew up before the famine
    conviction_border: int  # [bp] added in border counties
    conviction_capital: int  # [bp] added in Pyongyang
    grown_up_before: int  # [date] birth before which a person grew up before the famine
    fear: int  # [bp] mean
    fear_spread: int  # [bp] standard deviation
    fear_hostile: int  # [bp] more for the hostile class
    standing: tuple[int, ...]  # [bp] by class: mean
    standing_spread: int  # [bp] standard deviation
    standing_party: int  # [bp] more for party members
    distrust: int  # [bp] mean of an adult
    distrust_spread: int  # [bp] standard deviation
    outside_knowledge: int  # [bp] mean of an adult
    outside_knowledge_spread: int  # [bp] standard deviation
    outside_knowledge_border: int  # [bp] more in border counties
    outside_knowledge_player: int  # [bp] more with a player in the house
    outside_knowledge_trader: int  # [bp] more for those who live by trade
    knows_from: int  # [years of age] from which a child knows anything of it
    knowledge_age: int  # [years of age] from which somebody knows as much of it as adults
    skill_learned: int  # [bp] share of the reachable skill that a beginner has
    skill_years: int  # [count] years at work after which the reachable skill is reached
    works_from: int  # [years of age]
    trade_skill: tuple[int, ...]  # [bp] by sex: mean of an adult
    trade_skill_trader: int  # [bp] mean of those who live by trade
    trade_skill_spread: int  # [bp] standard deviation
    vocation: int  # [bp] mean of a worker
    vocation_artist: int  # [bp] mean of an artist
    vocation_spread: int  # [bp] standard deviation
    nutrition: int  # [bp] mean
    nutrition_spread: int  # [bp] standard deviation
    nutrition_per_fifth: int  # [bp] more for every fifth of wealth
    health: int  # [bp] mean of the young
    health_from: int  # [years of age] up to which people have the mean health
    health_per_decade: int  # [bp] less for every ten years beyond
    health_spread: int  # [bp] standard deviation
    body_least: int  # [bp] least nourishment and health of anybody
    most_steps: int  # [count] by which office, trade and place raise a household above an ordinary one
    least_steps: int  # [count] the same of a household of farmers, below it
    phone_per_step: int  # [bp] more phones for each such step
    phone_by_wealth: int  # [bp] more phones for each standard deviation of wealth
    farm_household: int  # [bp] of its workers who farm, from which a household has a farm share
    cash: int  # [jon] median of a household
    cash_spread: int  # [1/1000] doublings, standard deviation
    cash_per_step: int  # [1/1000] doublings for each step of standing in trade, office or place
    holds_foreign_money: int  # [bp] of households
    holds_foreign_money_per_step: int  # [bp] more for each such step
    foreign_money: int  # [cent] median of those who hold any
    foreign_money_spread: int  # [1/1000] doublings, standard deviation
    exchange: int  # [jon/USD] at which foreign money counts as wealth
    food: int  # [g] median grain in the house for each member
    food_farm: int  # [g] median grain in a farm household for each member right after the yearly share
    food_spread: int  # [1/1000] doublings, standard deviation
    plot_spread: int  # [1/1000] doublings of a hillside patch, standard deviation
    plot_rural: int  # [m2] kitchen garden of a rural household
    plot_farmer: int  # [m2] hillside patch of a farmer's household, of those who have one
    has_patch_rural: int  # [bp] of rural households
    has_patch_urban: int  # [bp] of urban households
    patch_urban: int  # [m2] hillside patch of an urban household, of those who have one
    trainees: int  # [bp] of children of trainee age in better-off urban households
    trainee_first_age: int  # [years of age]
    trainee_last_age: int  # [years of age]
    trainee_gift: int  # [count] least aptitude for music
    trainee_fifth: int  # [count] least fifth of wealth
