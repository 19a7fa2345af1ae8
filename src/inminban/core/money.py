"""What things are worth in won: grain at its price, foreign money at its rate, and a household's wealth."""

from __future__ import annotations

from inminban.core.compile.rule import rule

CENTS_PER_USD = 100
GRAMS_PER_KILOGRAM = 1_000
GRAMS_PER_TONNE = 1_000_000


@rule
def worth_of_grain(grams: int, price: int) -> int:
    """Grain (g) in jon at a price (jon/kg), rounded down; also used for prices counted in rice."""
    return grams * price // GRAMS_PER_KILOGRAM


@rule
def grain_for(jon: int, price: int) -> int:
    """Grain (g) that so much money (jon) buys at a price (jon/kg), rounded down."""
    return jon * GRAMS_PER_KILOGRAM // max(price, 1)


@rule
def in_won(cents: int, exchange: int) -> int:
    """Foreign money (US cents) in jon at an exchange rate (jon/USD), rounded down."""
    return cents * exchange // CENTS_PER_USD


@rule
def in_cents(jon: int, exchange: int) -> int:
    """Won (jon) in US cents at an exchange rate (jon/USD), rounded down."""
    return jon * CENTS_PER_USD // max(exchange, 1)


@rule
def wealth(cash: int, cents: int, grams: int, exchange: int, price: int) -> int:
    """A household's won, foreign money (US cents) and grain (g) in jon."""
    worth: int = cash + in_won(cents, exchange) + worth_of_grain(grams, price)
    return worth
