"""Measures of those who leave: crossings, people in China, arrivals, and what a survey of leavers would hear.

Surveys of people who left are compared with simulated people who left and came to the South, filtered as the survey
was: by year of leaving, sex, province, age.
"""

from __future__ import annotations

from inminban.measures.measure import Measure
from inminban.measures.shared import PERSON_YEARS

HIGH, LOW = 3_333, -3_333  # bp of conviction: the upper and lower third of the scale
FULL_MEALS = 9_500  # bp of the need in a month: three meals a day


def _answer(name: str, label: str, definition: str, yes: str, among: str = "1", *, table: str = "asked") -> Measure:
    """A share of those who left, as a survey would hear it."""
    return Measure(
        name=name, label=label, korean=label, unit="percent", definition=definition, table=table,
        numerator=f"({yes})::INT", denominator=among, per=100, interval="people",
        caveats="Ask for those who arrived to compare with a survey made in the South.",
    )  # fmt: skip


LEAVING = (
    Measure(
        name="crossings",
        label="People who left without leave",
        korean="탈북자",
        unit="persons/year",
        definition="People of the whole country who crossed the border or fled from a posting abroad in a year.",
        table="leavers",
        numerator="1",
        kind="flow",
        interval="cases",
        scale="people",
        synonyms=("escape", "defect", "leaving the country", "defectors", "border crossing"),
        korean_synonyms=("탈북", "도강", "국경"),
    ),
    Measure(
        name="crossing_rate",
        label="Left the country",
        korean="탈북률",
        unit="per 100,000 people and year",
        definition="People who crossed the border or fled from a posting abroad in a year, among 100,000.",
        table="leavers",
        numerator="1",
        exposure="groups",
        denominator=PERSON_YEARS,
        per=100_000,
        interval="cases",
        synonyms=("who leaves",),
        korean_synonyms=("누가 탈북",),
    ),
    Measure(
        name="people_in_china",
        label="People in China without leave",
        korean="중국 체류 탈북자",
        unit="persons",
        definition="People of the whole country in China without leave in the middle of a year.",
        table="population",
        numerator="people * (whereabouts = 'china')::INT",
        kind="stock",
        interval="cases",
        scale="people",
        synonyms=("refugees in china", "hiding in china"),
        korean_synonyms=("중국 탈북자",),
    ),
    Measure(
        name="arrivals",
        label="Arrivals in South Korea in a year",
        korean="남한 입국자",
        unit="persons/year",
        definition="People of the whole country who came to South Korea in a year, mean of full years.",
        table="arrivals",
        numerator="n",
        kind="stock",
        interval="cases",
        scale="people",
        synonyms=("arrivals in the south", "came to south korea", "defectors in the south"),
        korean_synonyms=("입국", "한국에 온"),
    ),
    Measure(
        name="women_of_arrivals",
        label="Women among arrivals in South Korea",
        korean="입국자 중 여성",
        unit="percent",
        definition="Women among those who came to South Korea, in full years.",
        table="arrivals",
        numerator="n * (sex = 'female')::INT",
        denominator="n",
        per=100,
        interval="people",
        synonyms=("women who left",),
        korean_synonyms=("여성 탈북자",),
    ),
    _answer(
        "from_north_hamgyong",
        "Arrivals in the South from North Hamgyong",
        "People from North Hamgyong among those who came to the South.",
        "has_arrived AND province = 'North Hamgyong'",
        "has_arrived::INT",
        table="leavers",
    ),
    _answer(
        "from_border_provinces",
        "Arrivals in the South from North Hamgyong and Ryanggang",
        "People from North Hamgyong and Ryanggang among those who came to the South.",
        "has_arrived AND province IN ('North Hamgyong', 'Ryanggang')",
        "has_arrived::INT",
        table="leavers",
    ),
    Measure(
        name="months_prepared",
        label="Months of preparation of those who left",
        korean="탈북 준비 기간",
        unit="months",
        definition="Months from the beginning of preparation to the crossing.",
        table="leavers",
        numerator="months_prepared",
        denominator="1",
        synonyms=("preparing to leave",),
        korean_synonyms=("준비",),
    ),
    _answer(
        "political_leavers",
        "Left for political reasons",
        "Those who meant to leave for political reasons.",
        "motive = 'political'",
        table="leavers",
    ),
    Measure(
        name="leavers_conviction",
        label="Private conviction on leaving",
        korean="탈북 당시 신념",
        unit="points",
        definition="Private conviction on the day of leaving, −100 to 100.",
        table="leavers",
        numerator="conviction / 100.0",
        denominator="1",
        synonyms=("belief of those who left",),
    ),
    _answer(
        "left_state_only",
        "Leavers with income from the state only",
        "Those whose income of the last two years came from the state only.",
        "income = 'state'",
    ),
    _answer(
        "left_private_only",
        "Leavers with private income only",
        "Those whose income of the last two years came from trade or lessons only.",
        "income = 'private'",
    ),
    _answer(
        "left_both",
        "Leavers with income from both",
        "Those whose income of the last two years came from the state and from trade or lessons.",
        "income = 'both'",
    ),
    _answer(
        "left_private",
        "Leavers with private income, alone or beside state income",
        "Those with income from trade or lessons in the last two years.",
        "income IN ('private', 'both')",
    ),
    _answer(
        "left_three_meals",
        "Leavers whose household ate its need in the month",
        "Those whose household ate 95 % or more of its need in the month (three meals a day).",
        f"meals_bp >= {FULL_MEALS}",
    ),
    _answer(
        "left_ration_lately",
        "Leavers who got a ration lately",
        "Those who got a ration this year or the year before.",
        "ration_lately",
    ),
    _answer(
        "left_bribed_lately",
        "Leavers who paid a bribe lately",
        "Those who paid a bribe this year or the year before.",
        "bribed_lately",
    ),
    _answer(
        "left_bribed_traders",
        "Leavers with trade income who paid a bribe lately",
        "Those who paid a bribe this year or the year before, among those who then earned at the market.",
        "traded_lately AND bribed_lately",
        "traded_lately::INT",
    ),
    Measure(
        name="left_bribes_of_spending",
        label="Bribes in the household spending of leavers",
        korean="탈북자 가구의 뇌물 지출",
        unit="percent",
        definition="Bribes and buy-outs of the household in the month, of its spending; the mean of households.",
        table="asked",
        numerator="bribes_jon / nullif(spent_jon, 0)",
        denominator="(spent_jon > 0)::INT",
        per=100,
    ),
    _answer(
        "left_heavily_bribed",
        "Leavers with trade income whose household's bribes took over 30 % of its income in the month",
        "Those whose household paid over 30 % of its income of the month in bribes, among those who earned at the "
        "market lately and had income.",
        "traded_lately AND income_jon > 0 AND bribes_jon > 0.3 * income_jon",
        "(traded_lately AND income_jon > 0)::INT",
    ),
    _answer("left_media_ever", "Leavers who ever met foreign media", "Those who ever met foreign media.", "media_ever"),
    _answer(
        "left_media_lately",
        "Leavers who met foreign media lately",
        "Those who met foreign media this year or the year before.",
        "media_lately",
    ),
    _answer("left_traded", "Leavers who ever traded", "Those who ever earned at the market.", "traded_ever"),
    _answer("left_phone", "Leavers with a phone in the house", "Those with a phone in the house.", "has_phone"),
    _answer(
        "left_high_support",
        "Leavers in the upper third of the scale of private conviction",
        "Those in the upper third of the scale of private conviction.",
        f"conviction >= {HIGH}",
    ),
    _answer(
        "left_low_support",
        "Leavers in the lower third of the scale of private conviction",
        "Those in the lower third of the scale of private conviction.",
        f"conviction <= {LOW}",
    ),
)
