"""A text cut into the questions that it asks: sentences, and clauses that begin with a question word of their own.

What only leads up to a question (who asks, and why) is kept apart from it: it is read only if the question says too
little by itself.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from inminban.testimony.terms.matching import HANGUL_TEXT

SENTENCE = re.compile(r"(?<=[?!。？])\s+|(?<=[?!]['\"”’])\s+|(?<=[^\W\d]{2}[.])\s+(?=[A-Z가-힣])")
ASKING = (
    r"how|what|what's|why|who|where|when|which|whether|do|does|did|is|are|was|were|can|could|has"
    r"|have|had|would|will|should"
)
CLAUSE = re.compile(
    rf"(?:,\s*|\s+|;\s*)(?:and|or|but|also|plus)\s+(?:(?:then|also|finally|please|tell me|say)\s+)*(?:about\s+)?"
    rf"(?=(?:{ASKING})\b)"
    r"(?!(?:how|what|why|who|where|when|which)\b(?:\?|$| not| so))",
    re.IGNORECASE,
)
CUT = re.compile(r"[:,;]\s|\s[-–—]\s|\.\.\.\s")
RESTS = re.compile(rf"(?:so |but |and )?(?:{ASKING})\b", re.IGNORECASE)
BEGINS_QUESTION = re.compile(
    rf"^(?:and |but |so |also |then |please |now )*(?:{ASKING}|tell|explain|describe|compare|give|show|define"
    rf"|list|rank|if|suppose|imagine"
    r"|in what|to what|for what|on what|by what|at what|from what|under what|with what|since when|until when)\b",
    re.IGNORECASE,
)
EMPTY = re.compile(
    r"^(?:is|was) (?:that|this|it) (?:so|true|right|correct|really so|the case)\W*$|^(?:right|true|really"
    r"|correct|or not|no|yes|ok|okay)\W*$"
    r"|^(?:can|could) (?:you|your model|the model|your simulation) (?:put a number on|say something about|help"
    r" with|tell me about) (?:that|this|it)\W*$"
    r"|^what (?:would|does|do|did) (?:people in )?(?:the|your|this) (?:model|simulation)\b[^?]{0,20}"
    r"(?:answer|say|give|show|tell)\W*$"
    r"|^(?:thanks|thank you|please|hello|hi|dear|best|cheers)\b[^?]*$"
    r"|^(?:진짜|정말|맞나요|그런가요|사실인가요|감사)\S*$",
    re.IGNORECASE,
)
KOREAN_JOIN = re.compile(
    r"(?<=[고며]),?\s+(?=(?:또|그리고|그중|왜|어떻게|얼마|무엇|누가|몇|어느|어떤|그 중|그걸|그것))|(?<=[가까요니]),\s+"
    r"|\s+그리고\s+|(?<=지),?\s+(?=(?:왜|어떻게|얼마나|얼마를|무엇|뭘|누가|누구|몇|어느|어떤|언제|어디))"
)
KOREAN_AND = re.compile(r"[가-힣](?:고|며),?\s")
KOREAN_ASKED = re.compile(r"(?:뭐|무엇|얼마|누구|언제|어디|몇\s*\S{1,3})(?:(?:이|이었)?고|이?며),?$")
"""How the first of two Korean questions ends: 뭐고, 얼마고, 몇 명이고."""

KOREAN_ONLY = re.compile(r"^\S+(?:\s\S+)?(?:은|는)요\s*[?？]*$")
"""A second half that names only whom or what it asks the same of: 남자들은요?"""

KOREAN_LEAD = re.compile(r"^(?P<lead>.*(?:는데|은데|인데|던데|지만|니까|라서|해서|면서)),\s+(?P<rest>.+)$")
KOREAN_STATEMENT = re.compile(
    r"(?:습니다|입니다|니다|거든요|더라고요|더라구요|네요|는데요|고요|어요|아요|해요|이다|한다|있다|없다)[.!~]*$"
)
KOREAN_ASKING = re.compile(r"왜|얼마|어떻|어떤|무엇|무슨|뭐|몇|누가|누구|언제|어디|어느|알려|설명|비교|궁금")
OPENING = re.compile(
    r"^(?:(?:hi|hello|hey|dear \w+|excuse me|sorry|please|well|ok|okay|so)\b[ ,.!:-]*)*"
    r"(?:(?:could|can|would|will) you (?:please |kindly |possibly |perhaps |maybe |also )*"
    r"(?:tell|show|give|help|explain to|let) (?:me|us)\b(?: please)?(?: to)?(?: know| understand| find out| see)?"
    r"|i(?:'d| would)? (?:like|love|want|wish|need) to (?:know|learn|understand|ask(?: you)?|find out|hear|see)"
    r"(?: more)?"
    r"|i(?:'d| would) be (?:interested|curious|grateful|glad)"
    r" (?:to (?:know|learn|hear)|in knowing|if you could tell me)"
    r"|i(?:'m| am| was) (?:just )?"
    r"(?:wondering|curious|interested to know|interested in knowing|trying to find out|looking for)"
    r"|i wonder(?:ed)?|do you (?:happen to )?know|any idea|may i ask|might i ask|let me ask"
    r"|is it possible to (?:know|say))"
    r"[ ,:]*(?:(?:about|if you know)[ ,:]+)?(?=\w)",
    re.IGNORECASE,
)
"""How a question is led up to out of politeness; it says nothing of what is asked."""

KOREAN_OPENING = re.compile(
    r"^(?:(?:안녕하세요|안녕하십니까|실례지만|죄송하지만|혹시|저기요|저기|그런데요)[,.!]?\s*)+"
    r"|^(?:하나|한 가지|뭐 좀)?\s*(?:여쭤\s*보고|여쭙고|물어\s*보고|묻고|알고)\s*싶은데(?:요)?,?\s+"
    r"|^궁금한 (?:게|것이) 있는데(?:요)?,?\s+"
)
SUPPOSES = re.compile(r"^(?:and |but |so |now )*(?:if|suppose|supposing|imagine|assume|assuming|say)\b", re.IGNORECASE)
"""A lead that supposes something is a part of its question."""

SHORTEST_REST = 3
"""Words that must follow an opening for it to be left out."""

FRAGMENT = 3
"""Words of the longest Korean sentence without a verb that asks."""

KOREAN_ALSO = re.compile(r"(?:도|도요|도 함께요?|도 같이요?|도 알려\s*\S*|도 궁금\S*)[.?!]*$")
"""How a Korean sentence asks the same of something else."""

ADDED = 6
"""Words of the longest sentence after a question that only says who, where or when is meant."""

OF_THE_KOREAN_ASKER = re.compile(r"저는|제가|나는|내가|우리|감사|고맙|부탁|니다|세요")

OF_THE_ASKER = re.compile(r"\b(?:i|i'm|i've|i'd|my|me|we|we're|our|us|please|hello|hi)\b", re.IGNORECASE)
"""What leads up to a question and is about whoever asks."""

TALK = 3
"""Words of the shortest lead-in that is cut off at a comma."""


class Asked(NamedTuple):
    """One question of a text, what leads up to it, and what a short sentence after it adds."""

    lead: str
    question: str
    added: str = ""


def split(text: str) -> list[Asked]:
    """The questions of a text, in order; the text itself if none is found in it."""
    found: list[Asked] = []
    lead = ""
    for said in (one.strip() for one in SENTENCE.split(text)):
        if not said:
            continue
        sentence = without_opening(said)
        if EMPTY.search(sentence):
            is_claim = bool(lead) and OF_THE_ASKER.search(lead) is None
            found, lead = [*found, *([Asked("", lead)] if is_claim else [])], "" if is_claim else lead
        elif sentence != said or (is_question(sentence) and not (found and is_fragment(sentence))):
            before, rest = without_lead(sentence)
            first, *others = clauses_of(rest)
            if before and not OF_THE_ASKER.search(before):
                before, first = "", f"{before} {first}"
            found += [Asked(f"{lead} {before}".strip(), first), *(Asked("", one) for one in others)]
            lead = ""
        else:
            lead = f"{lead} {sentence}".strip()
    if lead and not found:
        found.append(Asked("", lead))
    elif is_added(lead):
        found[-1] = found[-1]._replace(added=lead)
    return found or [Asked("", text)]


def without_opening(sentence: str) -> str:
    """A sentence without what leads up to its question out of politeness, if a question is left."""
    pattern = KOREAN_OPENING if HANGUL_TEXT.search(sentence) else OPENING
    rest = pattern.sub("", sentence, count=1).strip()
    return rest if len(rest.split()) >= SHORTEST_REST or HANGUL_TEXT.search(rest) else sentence


def is_added(sentence: str) -> bool:
    """Whether a sentence after a question may say who, where or when is meant: it is short and not about the asker."""
    is_of_asker = OF_THE_ASKER.search(sentence) or OF_THE_KOREAN_ASKER.search(sentence)
    return bool(sentence) and not is_of_asker and len(sentence.split()) <= ADDED


def is_fragment(sentence: str) -> bool:
    """Whether a Korean sentence after a question asks nothing by itself: "for traders, I mean"."""
    if not HANGUL_TEXT.search(sentence) or sentence.endswith(("?", "？")) or KOREAN_ASKING.search(sentence):
        return False
    return len(sentence.split()) <= FRAGMENT and KOREAN_ALSO.search(sentence) is None


def is_question(sentence: str) -> bool:
    """Whether a sentence asks something."""
    if sentence.endswith(("?", "？")):
        return True
    if HANGUL_TEXT.search(sentence):
        return KOREAN_STATEMENT.search(sentence) is None or KOREAN_ASKING.search(sentence) is not None
    return BEGINS_QUESTION.search(sentence) is not None or without_lead(sentence)[0] != ""


def without_lead(sentence: str) -> tuple[str, str]:
    """What leads up to the question in a sentence, and the question."""
    if HANGUL_TEXT.search(sentence):
        match = KOREAN_LEAD.match(sentence)
        return (match["lead"], match["rest"]) if match else ("", sentence)
    if BEGINS_QUESTION.search(sentence):
        if SUPPOSES.match(sentence):
            return "", sentence
        match = re.match(rf"^(?P<lead>[^?:]*:)\s+(?P<rest>(?:{ASKING})\b.*)$", sentence, re.IGNORECASE)
        return (match["lead"], match["rest"]) if match else ("", sentence)
    for cut in CUT.finditer(sentence):
        lead, rest = sentence[: cut.end()].strip(), sentence[cut.end() :].strip()
        if len(lead.split()) >= TALK and OF_THE_ASKER.search(lead) and RESTS.match(rest):
            return lead, rest
    return "", sentence


def halves(clause: str) -> list[str]:
    """A Korean clause cut after a verb in -go if both halves ask something."""
    for cut in KOREAN_AND.finditer(clause):
        first, second = clause[: cut.end()].strip(), clause[cut.end() :].strip()
        if KOREAN_ONLY.search(second) and KOREAN_ASKING.search(first):
            return [first, second]
        if KOREAN_ASKED.search(first) or (KOREAN_ASKING.search(first) and KOREAN_ASKING.search(second)):
            return [first, second]
    return [clause]


def clauses_of(sentence: str) -> list[str]:
    """The clauses of a sentence that each ask something."""
    if HANGUL_TEXT.search(sentence):
        return [half for one in KOREAN_JOIN.split(sentence) if one and one.strip() for half in halves(one.strip())]
    return [one for one in (part.strip(" ,;") for part in CLAUSE.split(sentence)) if one]
