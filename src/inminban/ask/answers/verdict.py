"""The word with which the answer to a comparison begins: yes, no, or the side that has more.

A question may ask whether one side has more than another, or which of them has. Where its words leave the direction
open, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from inminban.ask.asking import Asking
from inminban.ask.request import Side, Who
from inminban.ask.wording.amounts import KOREAN
from inminban.ask.wording.phrases import worse_side
from inminban.ask.wording.sentences import capital
from inminban.measures.measure import Measure
from inminban.testimony.terms.matching import lowered

WHETHER = re.compile(r"^(?:and |but |so )?(?:do|does|did|is|are|was|were|has|have|had|isn't|aren't|don't|doesn't)\b")
WHICH = re.compile(r"^(?:and |but |so )?(?:who|which)\b|누가|어느 쪽|어디가|어느 곳")
KOREAN_WHETHER = re.compile(r"(?:나요|가요|까요?|니까|어요|아요|해요|나|는지|은지|는가|은가|ㄴ가)\??$")
AMOUNT = re.compile(r"\bhow (?:much|many|far)\b|얼마|몇|어떻게|왜")

MORE = re.compile(r"\b(?:more|higher|longer|greater|larger|bigger|oftener)\b|많|높|길|오래|자주")
LESS = re.compile(r"\b(?:less|fewer|lower|shorter|smaller)\b|적[게은었어]|낮|짧|덜")
WORSE = re.compile(
    r"\b(?:worse|hungrier|poorer|hit harder|harder hit|worse off|suffer\w* (?:\w+ )?more"
    r"|more (?:hungry|afraid|burdened))\b"
    r"|더 (?:굶|배고|배를 곯|힘들|고생|가난|나쁘|나빴|심하|심했)"
)
BETTER = re.compile(
    r"\b(?:better|healthier|richer|better[- ]off|easier|better[- ]fed)\b|더 (?:잘 |나은|낫|좋|편하|편했)"
)


def lead(asking: Asking, one: Measure, sides: Sequence[Side], names: Sequence[str], how: str) -> str:
    """Yes, no, or the name of a side; empty if nothing of the sort is asked or the values are about the same.

    `how`: the first side's value is "higher" or "lower" than the second's; `names`: both sides in words.
    """
    text = lowered(asking.request.text).strip()
    wanted = direction(text, one)
    if how not in ("higher", "lower") or not wanted or len(sides) != 2 or AMOUNT.search(text):
        return ""
    is_first_on_top = (how == "higher") == (wanted == "higher")
    if WHICH.search(text):
        return capital(asking.say("answer_who", who=names[0 if is_first_on_top else 1]))
    subject = subject_of(asking, text)
    if subject is None:
        return ""
    return asking.say("answer_yes" if is_first_on_top == (subject == 0) else "answer_no")


def direction(text: str, one: Measure) -> str:
    """Whether a question asks which side's value is higher or lower; empty if it does not say."""
    worse = {"high": "higher", "low": "lower"}.get(worse_side(one), "")
    better = {"higher": "lower", "lower": "higher"}.get(worse, "")
    said = ((WORSE, worse), (BETTER, better), (LESS, "lower"), (MORE, "higher"))
    return next((meant for pattern, meant in said if pattern.search(text)), "")


def subject_of(asking: Asking, text: str) -> int | None:
    """Number of the side of which it is asked whether it has more than the other; None if that is not asked."""
    request = asking.request
    named = next((pair for pair in (request.groups, request.places) if len(pair) == 2), ())
    if len(named) != 2:
        return None
    if asking.language == KOREAN:
        before = [is_before_boda(text, one) for one in named]
        return before.index(False) if KOREAN_WHETHER.search(text) and sum(before) == 1 else None
    return 0 if WHETHER.search(text) and re.search(r"\bthan\b", text) else None


def is_before_boda(text: str, one: Who) -> bool:
    """Whether a group is what the other is compared with: 농민보다."""
    return bool(one.said) and re.search(re.escape(lowered(one.said)) + r"\S{0,3}보다", text) is not None
