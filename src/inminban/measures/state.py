"""Measures of accounts: flows between the state, markets and households, and balances."""

from __future__ import annotations

from inminban.measures.measure import Measure
from inminban.measures.shared import PERSON_YEARS

IN_LARGE_UNITS = "(CASE unit WHEN 'gram' THEN 1000.0 ELSE 100.0 END)"
ONE_UNIT = "Money is in won, grain in kg, foreign money in US dollars: ask for one unit (jon, gram or cent)."

STATE = (
    Measure(
        name="money_flow",
        label="Passed from one account to another",
        korean="계정 간 흐름",
        unit="won, kg or USD",
        definition="What passed from one account to another, in won, kg or US dollars, of all simulated people.",
        table="ledger",
        numerator=f"amount / {IN_LARGE_UNITS}",
        kind="total",
        interval="none",
        caveats=ONE_UNIT,
        synonyms=("state budget", "flows of money", "accounts"),
        korean_synonyms=("국가 재정",),
    ),
    Measure(
        name="flow_of_person",
        label="Passed from one account to another, for each person",
        korean="1인당 계정 간 흐름",
        unit="won, kg or USD/year",
        definition="What passed from one account to another in a year for each person, in won, kg or US dollars.",
        table="ledger",
        numerator=f"amount / {IN_LARGE_UNITS}",
        exposure="groups",
        denominator=PERSON_YEARS,
        interval="none",
        caveats=ONE_UNIT,
        synonyms=("flows of money a person",),
    ),
    Measure(
        name="flow_of_country",
        label="Passed from one account to another, whole country",
        korean="전국 계정 간 흐름",
        unit="won, kg or USD",
        definition="What passed from one account to another, in won, kg or US dollars, of the whole country.",
        table="ledger",
        numerator=f"amount / {IN_LARGE_UNITS}",
        kind="total",
        interval="none",
        scale="people",
        caveats=ONE_UNIT,
        synonyms=("flows of money of the country",),
    ),
    Measure(
        name="won_issued",
        label="Won issued by the state",
        korean="국가가 발행한 원화",
        unit="won",
        definition="Won that the state paid out, as pay and pensions, for purchases and for foreign money, beyond what "
        "it took in as dues, fees, fines, old notes, and from shops, grain and imports, of the whole country. Below "
        "zero where it withdrew won.",
        table="ledger",
        numerator="amount / 100.0 * (unit = 'jon')::INT "
        "* ((from_account = 'state')::INT - (to_account = 'state')::INT)",
        kind="total",
        interval="none",
        scale="people",
        synonyms=("new money", "money printed", "budget deficit"),
        korean_synonyms=("화폐 발행", "재정 적자"),
    ),
    Measure(
        name="account_balance",
        label="Held in an account",
        korean="계정 잔액",
        unit="won, kg or USD",
        definition="What an account holds at the end of a week, in won, kg or US dollars, mean of the weeks.",
        table="balances",
        numerator=f"balance / {IN_LARGE_UNITS}",
        kind="stock",
        interval="none",
        caveats=ONE_UNIT,
        synonyms=("savings of the state",),
        korean_synonyms=("잔액",),
    ),
)
