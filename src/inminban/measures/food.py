"""Measures of food: hunger, rations, where grain comes from and where it goes."""

from __future__ import annotations

from inminban.measures.measure import Measure


def _grain(name: str, label: str, korean: str, definition: str, column: str, *synonyms: str) -> Measure:
    """Grain of a household's member in a month."""
    return Measure(
        name=name, label=label, korean=korean, unit="kg/month", definition=definition, table="households",
        numerator=f"{column} / 1000.0", denominator="people", synonyms=synonyms,
        caveats="Cereal equivalent, over all members, those in the army or abroad too.",
    )  # fmt: skip


def _to_market(name: str, label: str, korean: str, definition: str, column: str, *synonyms: str) -> Measure:
    """Grain that passes through the markets, for each person and year."""
    return Measure(
        name=name, label=label, korean=korean, unit="kg/year", definition=definition, table="counties",
        numerator=f"{column} / 1000.0", denominator="people * days / 365.0", synonyms=synonyms,
    )  # fmt: skip


FOOD = (
    Measure(
        name="hungry",
        label="Hungry",
        korean="굶주리는 사람",
        unit="percent",
        definition="People below the model's threshold of nourishment (hungry) at the month's end, among all, mean of "
        "the months.",
        table="groups",
        numerator="n_hungry",
        denominator="people",
        per=100,
        population="at_liberty",
        interval="people",
        synonyms=("hunger", "starving", "food insecurity", "undernourished", "malnutrition"),
        korean_synonyms=("굶주림", "배고픔", "기아", "영양실조", "식량난"),
    ),
    Measure(
        name="nutrition",
        label="Nourishment",
        korean="영양 상태",
        unit="points",
        definition="State of nourishment at the month's end, 100 = well fed.",
        table="groups",
        numerator="nutrition_sum / 100.0",
        denominator="people",
        population="at_liberty",
        synonyms=("nutrition", "well fed"),
        korean_synonyms=("영양",),
    ),
    Measure(
        name="ration",
        label="Ration received",
        korean="받은 배급",
        unit="g/day",
        definition="State grain ration received, over all members of households, those without a claim to it too.",
        table="households",
        numerator="ration_g",
        denominator="people * 365 / 12.0",
        synonyms=("public distribution", "rations", "state food", "PDS"),
        korean_synonyms=("배급", "배급제"),
        caveats="Cereal equivalent; those in the army are counted and fed by the army's own grain.",
    ),
    _grain(
        "farm_share",
        "Farmers' share of the harvest",
        "농민 분배",
        "Farmers' share of the harvest.",
        "farm_share_g",
        "harvest share",
    ),
    _grain(
        "in_kind",
        "Grain from the workplace",
        "직장 현물",
        "Grain and vegetables from the workplace in place of pay.",
        "in_kind_g",
        "paid in kind",
        "workplace vegetables",
    ),
    _grain(
        "plot_food",
        "From the private plot and foraging",
        "뙈기밭 식량",
        "Grain from the private plot and foraging.",
        "plot_g",
        "private plots",
    ),
    _grain("bought_food", "Bought at the market", "산 식량", "Grain bought at the market.", "bought_g", "food bought"),
    _grain("sold_food", "Own grain sold", "판 식량", "Grain of the household that was sold.", "sold_g"),
    _grain(
        "levied_food", "Grain taken by levies", "공출된 식량", "Grain taken by levies.", "levied_g", "military rice"
    ),
    _grain("eaten_food", "Eaten", "먹은 식량", "Grain eaten.", "eaten_g", "consumption"),
    _grain("needed_food", "Needed", "필요한 식량", "Grain needed by age and sex.", "needed_g"),
    Measure(
        name="eaten_of_need",
        label="Eaten, of what is needed",
        korean="필요량 대비 섭취",
        unit="percent",
        definition="Grain eaten, of what members need by age and sex.",
        table="households",
        numerator="eaten_g",
        denominator="needed_g",
        per=100,
        synonyms=("enough to eat", "food need met"),
        korean_synonyms=("하루 세 끼", "식량 충족"),
    ),
    Measure(
        name="ration_promised",
        label="Ration promised by grade",
        korean="배급 기준량",
        unit="g/day",
        definition="Ration that the state promises by grade, over all people at home.",
        table="counties",
        numerator="ration_entitled_g",
        denominator="people * days",
        synonyms=("ration norm", "entitlement"),
        korean_synonyms=("배급 기준",),
    ),
    Measure(
        name="ration_arrived",
        label="Part of the promised ration that arrived",
        korean="배급 이행률",
        unit="percent",
        definition="Ration that arrived, of the ration promised by grade.",
        table="counties",
        numerator="ration_delivered_g",
        denominator="ration_entitled_g",
        per=100,
        synonyms=("ration delivered", "ration cuts"),
        korean_synonyms=("배급 중단",),
    ),
    Measure(
        name="ever_ration",
        label="People who got a ration lately",
        korean="최근 배급을 받은 사람",
        unit="percent",
        definition="People whose household got a state ration this year or the year before, among all.",
        table="groups",
        numerator="n_ration_lately",
        denominator="people",
        per=100,
        population="adults",
        interval="people",
        synonyms=("receives rations",),
        korean_synonyms=("배급 경험",),
    ),
    _to_market(
        "farm_sales",
        "Grain to the market from farms and households",
        "농민·가구의 곡물 판매",
        "Grain that came to the market from farms and households, for each person.",
        "farm_sales_g",
    ),
    _to_market(
        "diverted_grain",
        "State grain diverted to the market",
        "빼돌린 국가 곡물",
        "State grain that came to the market instead of to its receivers, for each person.",
        "diverted_g",
        "diverted aid",
        "stolen grain",
    ),
    _to_market(
        "imported_grain",
        "Imported grain at the market",
        "시장의 수입 곡물",
        "Imported grain that came to the market, for each person.",
        "imported_g",
    ),
    _to_market(
        "market_sales",
        "Grain sold at the market",
        "시장 곡물 판매량",
        "Grain sold by the market to households, for each person.",
        "market_sold_g",
    ),
)
