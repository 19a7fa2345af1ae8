"""Work abroad, month by month: recruitment, pay and who keeps it, what workers learn, their return or flight."""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import clip
from inminban.core.columns import MOST_OF_BYTE
from inminban.core.compile.rule import inlined
from inminban.core.draws import Draw, drawn, of_draw
from inminban.core.kinds import LeavingStage, LifeEvent, Motive, Occupation, Whereabouts
from inminban.core.money import in_cents, in_won
from inminban.core.random import STREAM_ABROAD, STREAM_POSTING, draw, is_lucky, is_lucky_per_million
from inminban.rules import leaving, work_abroad
from inminban.step.families import has_spouse_at_home
from inminban.step.month.county_month import CountyMonth, MonthWritten
from inminban.step.month.flows import MonthTotal

LEAST_BELIEF, GREATEST = -10_000, 10_000
WORKERS, GROSS, STATE, MANAGERS, KEPT, RETURNED, PAID_OUT, FLED, INFECTED, SENT, BORROWED, LENT = range(12)
N_HOST_SUMS = 12


@inlined
def means(home: Any, exchange: int) -> int:
    """What a household could pay at once, in US cents."""
    return int(home.foreign_cents) + in_cents(int(home.cash), exchange)


@inlined
def pay_in_won(home: Any, need: int, exchange: int, sums: Any) -> int:
    """Take jon from the house, changing foreign money into won if needed; returns what was paid."""
    if home.cash < need and home.foreign_cents > 0:
        cents = min(int(home.foreign_cents), in_cents(need - int(home.cash), exchange) + 1)
        proceeds = in_won(cents, exchange)
        home.foreign_cents -= cents
        home.cash += proceeds
        sums[MonthTotal.CENTS_SOLD] += cents
        sums[MonthTotal.CENTS_PROCEEDS] += proceeds
    paid = min(need, int(home.cash))
    home.cash -= paid
    return paid


@inlined
def post_abroad(
    row: int, person: Any, home: Any, price: int, lent: int, words: Any, here: CountyMonth, written: MonthWritten
) -> None:  # fmt: skip
    """Pay for the place, with what is lent, and send the man to a country where one is free."""
    p, month, exchange, sums = here.rules.work_abroad, here.month, here.exchange, written.sums
    sums[MonthTotal.PLACES] += pay_in_won(home, in_won(price - lent, exchange), exchange, sums)
    sums[MonthTotal.LENT] += in_won(lent, exchange)
    home.loan_cents += lent
    host = 1
    while host < len(month.host_cut) - 1 and not is_lucky(of_draw(words, Draw.HOST), month.host_cut[host]):
        host += 1
    person.host = host
    person.term = work_abroad.contract_months(of_draw(words, Draw.CONTRACT), p)
    person.post_before = person.occupation
    person.occupation = Occupation.ABROAD
    person.whereabouts = Whereabouts.ABROAD
    person.savings_abroad = 0
    home.n_away += 1
    home.n_abroad += 1
    written.marks[row] = LifeEvent.SENT_ABROAD
    written.details[row] = host
    written.hosts[host, SENT] += 1
    written.hosts[host, BORROWED] += 1 if lent > 0 else 0
    written.hosts[host, LENT] += lent


@inlined
def is_sent(row: int, people: Any, home: Any, age: int, here: CountyMonth, written: MonthWritten) -> bool:
    """Send a man abroad if the state would have him, his wife stays, a place is free, and it is paid for. Claim L11."""
    person = people[row]
    p, month, exchange, sums = here.rules.work_abroad, here.month, here.exchange, written.sums
    if p.is_active == 0 or person.is_unit_head == 1:
        return False
    occupation = int(person.occupation)
    if not work_abroad.is_recruitable(person.sex, person.marital, age, person.songbun, occupation, p):
        return False
    if not work_abroad.is_trusted_family(int(home.n_gone) + int(home.n_in_south), int(home.is_punished)):
        return False
    if not has_spouse_at_home(people, home, row):
        return False
    price, has = p.place_price, means(home, exchange)
    lent = work_abroad.amount_lent(has, price, p) if home.loan_cents == 0 else 0
    if not work_abroad.can_pay(has, lent, price):
        return False
    sums[MonthTotal.RECRUITABLE] += 1
    if p.is_open == 0 or month.recruit == 0:
        return False
    words = draw(here.seed, person.id, month.day, STREAM_ABROAD)
    if not is_lucky_per_million(of_draw(words, Draw.RECRUITED), month.recruit):
        return False
    post_abroad(row, person, home, price, lent, words, here, written)
    return True


@inlined
def repay(home: Any, cents: int, exchange: int, sums: Any) -> None:
    """Pay the household's lenders at home, in won, for cents held back for a worker abroad."""
    home.loan_cents -= cents
    sums[MonthTotal.REPAID] += cents
    sums[MonthTotal.REPAID_WON] += in_won(cents, exchange)


@inlined
def repay_at_home(home: Any, p: Any, exchange: int, sums: Any) -> None:
    """A month of a household in debt to which no worker abroad belongs any more: it pays a part of what it has."""
    owed = int(home.loan_cents)
    cents = work_abroad.repaid_by_household(owed, means(home, exchange), p)
    due = in_won(cents, exchange)
    paid = pay_in_won(home, due, exchange, sums)
    sums[MonthTotal.REPAID_HOME] += paid
    home.loan_cents = owed - (cents if paid == due else in_cents(paid, exchange))


@inlined
def owe_another_month(home: Any, here: CountyMonth, written: MonthWritten) -> None:
    """A month of a household in debt for a place abroad: interest while a worker is there, else it pays what it can."""
    p = here.rules.work_abroad
    if home.n_abroad > 0:
        home.loan_cents = work_abroad.owed_after_month(int(home.loan_cents), p)
    else:
        repay_at_home(home, p, here.exchange, written.sums)


@inlined
def earn_abroad(person: Any, home: Any, rules: Any, exchange: int, sums: Any, hosts: Any) -> None:
    """A month's earnings: the state's plan, the managers' part, and what is held back for him. Claims L12, L13.

    While the household is in debt for the place, a part of the last goes to the lenders.
    """
    p, host = rules.work_abroad, int(person.host)
    gross = work_abroad.gross_pay(host, p.account, p)
    kept = work_abroad.kept_pay(host, p.account, p)
    managers = work_abroad.managers_pay(host, p.account, p)
    repaid = work_abroad.repaid_from_pay(int(home.loan_cents), kept, p)
    repay(home, repaid, exchange, sums)
    person.savings_abroad += kept - repaid
    sums[MonthTotal.KEPT] += kept
    sums[MonthTotal.MANAGERS] += managers
    sums[MonthTotal.FROM_POSTINGS] += gross - kept - managers
    sums[MonthTotal.ABROAD] += 1
    hosts[host, WORKERS] += 1
    hosts[host, GROSS] += gross
    hosts[host, STATE] += gross - kept - managers
    hosts[host, MANAGERS] += managers
    hosts[host, KEPT] += kept


@inlined
def see_abroad(person: Any, infection_luck: int, rules: Any, hosts: Any) -> None:
    """Effect of a month abroad on knowledge, conviction and fear, with the pandemic and its order. Claim L15."""
    p = rules.work_abroad
    knows = int(person.outside_knowledge)
    lost = work_abroad.conviction_lost(knows, p)
    added = work_abroad.fear_added(int(person.fear), p)
    if p.has_order == 1 and is_lucky(infection_luck, p.infection):
        lost += p.traitor_conviction
        added += p.traitor_fear
        hosts[int(person.host), INFECTED] += 1
    person.outside_knowledge = clip(knows + work_abroad.knowledge_gained(knows, p), 0, GREATEST)
    person.conviction = clip(int(person.conviction) - lost, LEAST_BELIEF, GREATEST)
    person.fear = clip(int(person.fear) + added, 0, GREATEST)


@inlined
def come_back(row: int, person: Any, home: Any, here: CountyMonth, written: MonthWritten) -> None:
    """Return from a posting: lenders first, then the household get in won what was held back. Claim L14."""
    sums, hosts = written.sums, written.hosts
    debt = min(int(home.loan_cents), int(person.savings_abroad))
    repay(home, debt, here.exchange, sums)
    savings, host = int(person.savings_abroad) - debt, int(person.host)
    won = work_abroad.paid_at_home(savings, here.exchange, here.rules.work_abroad)
    home.cash += won
    sums[MonthTotal.PAID_HOME] += won
    sums[MonthTotal.SETTLED] += savings
    hosts[host, RETURNED] += 1
    hosts[host, PAID_OUT] += savings
    home.n_abroad -= 1
    home.n_away -= 1
    if person.leaving_stage != LeavingStage.NONE:
        home.n_leaving -= 1
        person.leaving_stage = LeavingStage.NONE
    person.savings_abroad, person.host, person.term = 0, 0, 0
    person.occupation = person.post_before
    person.whereabouts = Whereabouts.HOME
    written.marks[row] = LifeEvent.RETURN
    written.details[row] = host


@inlined
def flee_posting(row: int, person: Any, home: Any, written: MonthWritten) -> None:
    """Leave a posting without leave: what was held back is lost. `host` stays, to say where the flight began."""
    written.sums[MonthTotal.FORFEITED] += int(person.savings_abroad)
    written.hosts[int(person.host), FLED] += 1
    written.details[row] = int(person.leaving_months)
    written.marks[row] = LifeEvent.FLIGHT
    person.savings_abroad, person.term, person.leaving_months = 0, 0, 0
    person.leaving_stage = LeavingStage.NONE
    person.whereabouts = Whereabouts.CHINA
    home.n_abroad -= 1
    home.n_leaving -= 1
    home.n_gone += 1


@inlined
def live_month_abroad(row: int, person: Any, home: Any, here: CountyMonth, written: MonthWritten) -> bool:
    """A month at a posting; returns whether he fled."""
    rules, month = here.rules, here.month
    p = rules.work_abroad
    earn_abroad(person, home, rules, here.exchange, written.sums, written.hosts)
    words = draw(here.seed, person.id, month.day, STREAM_POSTING)
    see_abroad(person, of_draw(words, Draw.INFECTED), rules, written.hosts)
    person.term = max(int(person.term) - month.counted, 0)
    is_sent_home = is_lucky(of_draw(words, Draw.SENT_HOME), month.send_home[int(person.host)])
    if p.is_open == 1 and (person.term == 0 or is_sent_home):
        come_back(row, person, home, here, written)
        return False
    if person.leaving_stage == LeavingStage.NONE:
        knows, believes = int(person.outside_knowledge), int(person.conviction)
        chance = work_abroad.chance_of_flight_intent(believes, knows, int(person.fear), p)
        if is_lucky_per_million(of_draw(words, Draw.FLIGHT_INTENT), chance) and rules.leaving.is_active == 1:
            person.leaving_stage = LeavingStage.PREPARES
            person.leaving_months = 0
            person.motive = Motive.POLITICAL if believes < 0 else Motive.ECONOMIC
            home.n_leaving += 1
        return False
    person.leaving_months = min(int(person.leaving_months) + month.counted, MOST_OF_BYTE)
    luck = drawn(here.seed, person.id, 0, Draw.PREPARATION)
    wanted = leaving.months_of_preparation(luck, GREATEST, rules.leaving)
    if person.leaving_months >= wanted and is_lucky(of_draw(words, Draw.FLEES), p.flight):
        flee_posting(row, person, home, written)
        return True
    return False
