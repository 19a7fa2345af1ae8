"""Measures of what people pay: levies, fees, bribes, fines, and their share of income and spending."""

from __future__ import annotations

from inminban.measures.measure import Measure
from inminban.measures.shared import INCOME, INCOME_WORDS, MONEY_TAKEN, MONEY_TAKEN_WORDS, PERSON_MONTHS


def _paid(
    name: str, label: str, korean: str, definition: str, jon: str, synonyms: tuple[str, ...], *in_korean: str
) -> Measure:
    """Money that a person pays in a month."""
    return Measure(
        name=name, label=label, korean=korean, unit="won/month", definition=definition, table="groups",
        numerator=f"({jon}) / 100.0", denominator=PERSON_MONTHS, synonyms=synonyms,
        korean_synonyms=in_korean,
    )  # fmt: skip


def _in_rice(
    name: str, label: str, korean: str, definition: str, jon: str, synonyms: tuple[str, ...], *in_korean: str
) -> Measure:
    """The same in rice, at the price of the month and province of the payment."""
    return Measure(
        name=name, label=label, korean=korean, unit="kg/month",
        definition=f"{definition} In rice, at the price of the month and province it was paid in.",
        table="money_months", numerator=f"({jon}) / rice_jon", denominator=PERSON_MONTHS,
        synonyms=synonyms, korean_synonyms=in_korean,
    )  # fmt: skip


PAYMENTS = (
    _paid(
        "money_taken",
        "Money taken",
        "빼앗기는 돈",
        f"Money that the state and its officials take: {MONEY_TAKEN_WORDS}.",
        MONEY_TAKEN,
        ("taxes", "extortion", "payments to the state", "money taken"),
        "세금",
        "뜯기는 돈",
    ),
    _in_rice(
        "money_taken_in_rice",
        "Money taken, in rice",
        "빼앗기는 돈(쌀)",
        f"Money that the state and its officials take: {MONEY_TAKEN_WORDS}.",
        MONEY_TAKEN,
        ("real payments",),
    ),
    Measure(
        name="money_taken_of_income",
        label="Money taken, of money income",
        korean="소득 중 빼앗기는 돈",
        unit="percent",
        definition=f"Money taken ({MONEY_TAKEN_WORDS}) of money income ({INCOME_WORDS}).",
        table="groups",
        numerator=MONEY_TAKEN,
        denominator=INCOME,
        per=100,
        synonyms=("tax burden", "share of income taken"),
        korean_synonyms=("소득 대비 부담",),
    ),
    _paid(
        "levies",
        "Dues and levies",
        "세외부담금",
        "Dues and levies paid in cash, or goods bought to meet them.",
        "levies_jon",
        ("levies", "dues", "school levies", "collections"),
        "세외부담",
        "꼬마계획",
        "지원금",
    ),
    _in_rice(
        "levies_in_rice",
        "Dues and levies, in rice",
        "세외부담금(쌀)",
        "Dues and levies paid in cash, or goods bought to meet them.",
        "levies_jon",
        ("levies in rice",),
    ),
    _paid(
        "stall_fees",
        "Stall fees paid",
        "장세",
        "Fees paid for a stall at the market.",
        "fees_jon",
        ("market fees", "stall tax"),
        "장세",
        "자릿세",
    ),
    _paid(
        "bribes",
        "Bribes to lighten penalties",
        "처벌 경감 뇌물",
        "Paid to be let off a penalty, wholly or partly.",
        "bribes_jon",
        ("bribe", "bribery", "paid to officials"),
        "뇌물",
        "고이다",
    ),
    _in_rice(
        "bribes_in_rice",
        "Bribes and buy-outs, in rice",
        "뇌물과 면제금(쌀)",
        "Paid to be let off penalties, labour or goods.",
        "bribes_jon + buyout_jon",
        ("bribes in rice",),
    ),
    _paid(
        "august_third_paid",
        "August 3rd money",
        "8·3 돈",
        "Paid to the workplace to stay away from it, over all people.",
        "august_third_jon",
        ("august third money",),
        "팔삼 돈",
    ),
    Measure(
        name="august_third",
        label="August 3rd money, of one who pays it",
        korean="8·3 노동자가 내는 돈",
        unit="won/month",
        definition="Paid to the workplace in a month by one who stays away from it.",
        table="groups",
        numerator="august_third_jon / 100.0",
        denominator="n_left_post",
        synonyms=("price of staying away from work",),
        korean_synonyms=("8.3 돈",),
    ),
    _paid("fines", "Fines", "벌금", "Fines paid.", "fines_jon", ("fined",), "벌금"),
    _paid(
        "tuition",
        "Paid for private lessons",
        "과외비",
        "Paid for private lessons.",
        "tuition_jon",
        ("tuition",),
        "과외비",
    ),
    _paid(
        "appearance",
        "Spent on clothes and make-up for the stage",
        "무대 의상·화장 비용",
        "Spent on clothes and make-up for the stage.",
        "appearance_jon",
        ("stage clothes", "make-up"),
        "무대 의상",
    ),
    _paid(
        "gifts",
        "Given to doctors and teachers",
        "의사·교원에게 준 선물",
        "Given to doctors and teachers by families, beyond the school levy.",
        "gifts_jon",
        ("gifts",),
        "의사·교원 선물",
    ),
    Measure(
        name="levies_per_household",
        label="Levies of a household",
        korean="가구당 세외부담",
        unit="won/month",
        definition="Dues and levies that a household pays in cash in a month.",
        table="budgets",
        numerator="levies_jon / 100.0",
        denominator="households",
        synonyms=("household levies",),
        korean_synonyms=("가구 부담",),
    ),
    Measure(
        name="bribes_of_spending",
        label="Bribes and buy-outs of household spending",
        korean="지출 중 뇌물 비율",
        unit="percent",
        definition="Bribes and buy-outs among all that households spend: at the market, on what is taken, on "
        "lessons and "
        "on clothes for the stage, and gives doctors and teachers.",
        table="budgets",
        numerator="bribes_jon",
        denominator="spent_jon + outlays_jon",
        per=100,
        synonyms=("bribery share", "corruption"),
        korean_synonyms=("뇌물 비중", "부패"),
    ),
    Measure(
        name="heavily_taxed",
        label="Household-months in which 30 % of income or more is taken",
        korean="소득의 30% 이상을 빼앗긴 가구",
        unit="percent",
        definition=f"Months of households in which {MONEY_TAKEN_WORDS} took 30 % of money income or more, among months "
        "with income.",
        table="household_months",
        numerator="(income_jon > 0 AND taken_jon >= 0.3 * income_jon)::INT",
        denominator="(income_jon > 0)::INT",
        per=100,
        synonyms=("extorted income",),
    ),
    Measure(
        name="ever_bribed",
        label="People who paid a bribe lately",
        korean="최근 뇌물을 준 사람",
        unit="percent",
        definition="People who paid a bribe this year or the year before, among all.",
        table="groups",
        numerator="n_bribed_lately",
        denominator="people",
        per=100,
        population="adults",
        interval="people",
        synonyms=("ever bribed", "paid a bribe"),
        korean_synonyms=("뇌물 경험",),
    ),
    Measure(
        name="traders_who_bribed",
        label="Traders who paid a bribe or bought themselves out",
        korean="뇌물을 준 장사꾼",
        unit="percent",
        definition="Adults with trade income who paid a bribe or bought themselves out, among adults with trade income "
        "(traders).",
        table="followed_adults",
        numerator="(market_jon > 0 AND bribes_jon > 0)::INT",
        denominator="(market_jon > 0)::INT",
        per=100,
        interval="people",
        synonyms=("bribes of traders",),
    ),
    Measure(
        name="stall_fees_of_country",
        label="Stall fees of the whole country",
        korean="전국 장세 수입",
        unit="million USD/year",
        definition="Stall fees of everybody in a year, in dollars at the market rate of the month they were paid in.",
        table="money_months",
        numerator="1e-6 * fees_jon / usd_jon",
        kind="flow",
        interval="none",
        scale="people",
        synonyms=("market tax revenue",),
        korean_synonyms=("장세 총액",),
    ),
)
