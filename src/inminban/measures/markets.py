"""Measures of markets: prices, who trades, what a day of trade brings."""

from __future__ import annotations

from inminban.measures.measure import Measure

MARKETS = (
    Measure(
        name="rice_price",
        label="Market price of rice",
        korean="쌀값",
        unit="won/kg",
        definition="Price of a kilogram of rice at the market: the mean of counties and weeks, weighted by people.",
        table="counties",
        numerator="price_rice_jon_per_kg / 100.0 * people",
        denominator="people",
        synonyms=("price of rice", "food prices", "inflation", "cost of rice"),
        korean_synonyms=("쌀 가격", "물가"),
    ),
    Measure(
        name="exchange_rate",
        label="Market rate of the dollar",
        korean="달러 환율",
        unit="won/USD",
        definition="Price of a US dollar at the market: the mean of counties and weeks, weighted by people.",
        table="counties",
        numerator="exchange_jon_per_usd / 100.0 * people",
        denominator="people",
        synonyms=("dollar", "exchange rate", "currency"),
        korean_synonyms=("환율", "시장 환율"),
    ),
    Measure(
        name="foreign_money_in_use",
        label="Foreign money in use",
        korean="외화 통용 비중",
        unit="percent",
        definition="Share of foreign money in all money that is used: the mean of weeks. It grows as the won loses its "
        "value, and hardly falls; one share for the whole country.",
        table="counties",
        numerator="foreign_per_million / 1000000.0",
        denominator="1",
        per=100,
        synonyms=("dollarization", "currency substitution", "use of dollars and yuan"),
        korean_synonyms=("달러라이제이션", "외화 사용"),
    ),
    Measure(
        name="day_of_trade",
        label="What eight hours of trade bring",
        korean="여덟 시간 장사 수입",
        unit="won",
        definition="Money that eight hours of trade bring: the mean of counties and weeks, weighted by people.",
        table="counties",
        numerator="value_of_day_jon / 100.0 * people",
        denominator="people",
        synonyms=("a day's earnings",),
        korean_synonyms=("하루 벌이",),
    ),
    Measure(
        name="day_of_trade_in_rice",
        label="What eight hours of trade bring, in rice",
        korean="여덟 시간 장사 수입(쌀)",
        unit="kg",
        definition="Money that eight hours of trade bring, over the price of rice, both means of counties and weeks.",
        table="counties",
        numerator="value_of_day_jon * people",
        denominator="price_rice_jon_per_kg * people",
        synonyms=("a day's earnings in rice",),
    ),
    Measure(
        name="ever_traded",
        label="People who traded lately",
        korean="최근 장사한 사람",
        unit="percent",
        definition="People who earned at the market this year or the year before, among all. A trader is whoever "
        "earns at "
        "the market; the occupation trader is somebody without a post who does.",
        table="groups",
        numerator="n_traded_lately",
        denominator="people",
        per=100,
        population="adults",
        interval="people",
        synonyms=("traders", "market activity", "merchants"),
        korean_synonyms=("장사꾼", "장사 경험"),
    ),
    Measure(
        name="market_users",
        label="People who sell at the market on a day",
        korean="하루 장사 인구",
        unit="persons/day",
        definition="People of the whole country who sell at the market on a day: from a stall or in the street.",
        table="panel",
        numerator="(minutes_market > 0 AND livelihood IN ('stall', 'street'))::INT",
        denominator="1",
        scale="country",
        synonyms=("number of traders a day",),
        korean_synonyms=("장마당 이용자",),
    ),
    Measure(
        name="rice_off_record",
        label="Distance of the model's rice price from the record",
        korean="쌀값 기록과의 차이",
        unit="square",
        definition="Mean square of the logarithm of the model's price of rice in Pyongyang over the recorded one, "
        "August "
        "2009 to 2017 without the months after the currency reform.",
        table="price_record",
        numerator="off_rice * off_rice",
        denominator="1",
    ),
    Measure(
        name="dollar_off_record",
        label="Distance of the model's dollar from the record",
        korean="환율 기록과의 차이",
        unit="square",
        definition="Mean square of the logarithm of the model's market rate of the dollar in Pyongyang over the "
        "recorded "
        "one, August 2009 to 2017 without the months after the currency reform.",
        table="price_record",
        numerator="off_dollar * off_dollar",
        denominator="1",
    ),
)
