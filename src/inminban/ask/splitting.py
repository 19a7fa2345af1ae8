"""A text cut into the questions that it asks: sentences, and clauses that begin with a question word of their own."""

from __future__ import annotations

import re

from inminban.testimony.terms.matching import HANGUL_TEXT

SENTENCE = re.compile(r"(?<=[?!。？])\s+|(?<=[^\W\d]{2}[.])\s+(?=[A-Z가-힣])")
CLAUSE = re.compile(
    r"(?:,\s*|\s+|;\s*)(?:and|or|but|also|plus)\s+(?=(?:how|what|why|who|where|when|which|whether|do|does|did|is|are|was|were"
    r"|can|could|has|have|would)\b)(?!(?:how|what|why|who|where|when|which)(?:\?|$| not| so))",
    re.IGNORECASE,
)
BEGINS_QUESTION = re.compile(
    r"^(?:and |but |so |also |then )?(?:how|what|what's|why|who|where|when|which|whether|do|does|did|is|are|was|were|can|could|has|have"
    r"|would|will|should|tell|explain|describe|compare|give|show|define|if|suppose|imagine|in what|to what|for what|on what|by what|at what|from what|since when)\b",
    re.IGNORECASE,
)
SHORT = 4
"""Words of a question that says nothing by itself: "Is that so?", "Is it true?"."""

EMPTY = re.compile(
    r"^(?:is|was) (?:that|this|it) (?:so|true|right|correct|really so|the case)\b|^(?:right|true|really|correct)\?|^why(?: is that| so| not)?\?*$"
    r"|^(?:thanks|thank you|please|hello|hi|dear|best)\b",
    re.IGNORECASE,
)
KOREAN_JOIN = re.compile(r"(?<=[고며]),?\s+(?=(?:또|그리고|그중|왜|어떻게|얼마|무엇|누가|몇|어느|어떤|그 중))|(?<=[가까요니]),\s+|\s+그리고\s+")


def split(text: str) -> list[str]:
    """The questions of a text, in order; the text itself if it asks one thing. What only leads up to one is kept with it."""
    sentences = [one.strip() for one in SENTENCE.split(text) if one.strip()]
    questions: list[str] = []
    lead = ""
    for sentence in sentences:
        if is_empty(sentence):
            if lead:
                questions.append(lead)
                lead = ""
            continue
        if is_question(sentence):
            clauses = clauses_of(sentence)
            questions += [f"{lead} {clauses[0]}".strip(), *clauses[1:]]
            lead = ""
        else:
            lead = f"{lead} {sentence}".strip()
    if lead and not questions:
        questions.append(lead)
    return questions or [text]


def is_empty(sentence: str) -> bool:
    """Whether a sentence asks nothing by itself."""
    return EMPTY.search(sentence) is not None


def is_question(sentence: str) -> bool:
    """Whether a sentence asks something."""
    if sentence.endswith(("?", "？")) or HANGUL_TEXT.search(sentence):
        return True
    return BEGINS_QUESTION.search(sentence) is not None


def clauses_of(sentence: str) -> list[str]:
    """The clauses of a sentence that each ask something."""
    if HANGUL_TEXT.search(sentence):
        return [one.strip() for one in KOREAN_JOIN.split(sentence) if one and one.strip()]
    parts = [one.strip(" ,;") for one in CLAUSE.split(sentence)]
    return [one for one in parts if one]
