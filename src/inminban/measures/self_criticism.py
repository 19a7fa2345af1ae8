"""Measures of self-criticism: sessions, when they are held, what is confessed."""

from __future__ import annotations

from inminban.measures.measure import Measure

SELF_CRITICISM = (
    Measure(
        name="sessions_per_week",
        label="Self-criticism sessions attended",
        korean="생활총화 참석",
        unit="times/week",
        definition="How often a person attends a self-criticism session (saenghwal chonghwa).",
        table="groups",
        numerator="n_sessions",
        denominator="person_days / 7.0",
        population="adults",
        synonyms=("self-criticism", "criticism sessions", "saenghwal chonghwa"),
        korean_synonyms=("생활총화", "호상비판"),
    ),
    Measure(
        name="sessions_on_saturday",
        label="Share of sessions held on a Saturday",
        korean="토요일 생활총화 비율",
        unit="percent",
        definition="Sessions attended on a Saturday, among all attended.",
        table="panel",
        numerator="n_sessions * (isodow(day) = 6)::INT",
        denominator="n_sessions",
        per=100,
        population="adults",
    ),
    Measure(
        name="invented_confessions",
        label="Share of confessions that were invented",
        korean="지어낸 자아비판 비율",
        unit="percent",
        definition="Invented offences among all confessed at self-criticism sessions.",
        table="groups",
        numerator="n_confessed_invented",
        denominator="n_confessed_invented + n_confessed_real",
        per=100,
        population="adults",
        synonyms=("made-up confessions", "false confessions"),
        korean_synonyms=("거짓 자백", "지어낸 비판"),
    ),
    Measure(
        name="exposed",
        label="Real offences that came out",
        korean="드러난 잘못",
        unit="per 1,000 sessions",
        definition="Real offences that came out at self-criticism sessions, among 1,000 sessions attended.",
        table="groups",
        numerator="n_exposed",
        denominator="n_sessions",
        per=1_000,
        population="adults",
        synonyms=("denounced", "informed on", "exposed by others"),
        korean_synonyms=("폭로", "밀고"),
    ),
)
