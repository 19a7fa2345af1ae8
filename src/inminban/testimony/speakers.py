"""Who speaks in a transcript: interviewer and witness are told apart by their labels, by what is stated, by questions.

A transcript marks each turn with a label: Q and A, a role, a name. `reading/turns.py` finds the labels; here each gets
its role. Only what the witness says is searched as testimony and proposed as a claim.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from inminban.errors import InputError

Role = Literal["witness", "interviewer", "other"]
ROLES: tuple[Role, ...] = get_args(Role)

INTERVIEWER_WORDS = """
q question interviewer int interview moderator host reporter journalist researcher facilitator questioner
문 질문 질문자 면담자 면접자 기자 사회자 진행자 조사자 인터뷰어 연구자 채록자 구술채록자
"""
WITNESS_WORDS = """
a answer witness interviewee respondent narrator informant participant
답 답변 대답 답변자 구술자 피면담자 증언자 응답자 인터뷰이
"""
LABELS: dict[str, Role] = {
    **dict.fromkeys(INTERVIEWER_WORDS.split(), "interviewer"),
    **dict.fromkeys(WITNESS_WORDS.split(), "witness"),
}
"""Labels that tell the role by themselves, in lower case."""

QUESTION = re.compile("[?？][\"'”’)\\]]*$|(?:습니까|나요|가요|까요|어요)\\s*[.?]?$")
MOST_QUESTIONS = 0.5  # share of the turns of one speaker: more are those of an interviewer
DENIAL = re.compile(
    r"(?:(?:no|nope|never)\b|not (?:at all|really|true|where|in my|that)"
    r"|(?:that|this|it) (?:is|was)(?:n[’']t| not) (?:so|true|right)"
    r"|아니(?:요|오|에요|예요|었|다|죠|지요|,|\.)|아닙니다|그렇지 않|그런 (?:적|일)(?:은|이)? 없|없었(?:어요|습니다))",
    re.IGNORECASE,
)


class Speaker(NamedTuple):
    """Who says a paragraph: the label in the transcript, and the role.

    Both are empty for a text that is no transcript. In a transcript a paragraph of nobody (a heading) has no role.
    """

    label: str = ""
    role: Role | Literal[""] = ""


NOBODY = Speaker()


def role_of_label(label: str) -> Role | None:
    """The role a label tells by itself, None for a name. "Q12" is a question as "Q" is."""
    plain = re.sub(r"[\s\d.#]+$", "", label.casefold())
    return LABELS.get(plain) or LABELS.get(plain.split(" ")[0] if plain.endswith("speaker") else plain)


def read_speakers(text: str, file: Path | None = None) -> dict[str, Role]:
    """Roles of labels as a person states them: `Kim = interviewer, Hana = witness`. InputError for anything else."""
    stated: dict[str, Role] = {}
    for part in filter(None, (part.strip() for part in re.split("[,;]", text))):
        label, sign, named = (piece.strip() for piece in part.rpartition("="))
        role = next((one for one in ROLES if one == named.casefold()), None)
        if not sign or not label or role is None:
            remedy = "Write label = role, for example: Kim = interviewer, Hana = witness. Another speaker is: other."
            raise InputError(f"{part!r} does not say who speaks", file=file, key="speakers", remedy=remedy)
        stated[label.casefold()] = role
    return stated


def speakers_of(
    labels: Sequence[str], paragraphs: Sequence[str], witness: str = "", stated: Mapping[str, Role] | None = None
) -> list[Speaker]:
    """Who says each paragraph. `labels` are those of the paragraphs; without labels nobody is named.

    `stated` counts first, then the name of the witness, then labels that tell the role, then who asks the questions.
    """
    if not any(labels):
        return [NOBODY for _ in paragraphs]
    roles = roles_of(labels, paragraphs, witness, stated or {})
    answers = "witness" not in roles.values() and "" in labels[1:]  # only the questions have labels
    silent = Speaker("", "witness") if answers else NOBODY
    first = next(at for at, label in enumerate(labels) if label)
    return [
        Speaker(label, roles[label]) if label else silent if at > first else NOBODY for at, label in enumerate(labels)
    ]


def roles_of(
    labels: Sequence[str], paragraphs: Sequence[str], witness: str, stated: Mapping[str, Role]
) -> dict[str, Role]:
    """The role of each label of a transcript."""
    found: dict[str, Role | None] = {
        label: stated.get(label.casefold()) or ("witness" if is_name(label, witness) else role_of_label(label))
        for label in labels
        if label
    }
    unknown = [label for label, role in found.items() if role is None]
    asks = {label: share_of_questions(label, labels, paragraphs) > MOST_QUESTIONS for label in unknown}
    has_interviewer = "interviewer" in found.values()
    if not has_interviewer and "witness" in found.values() and len(unknown) == 1:
        asks[unknown[0]] = True
    has_interviewer = has_interviewer or any(asks.values())
    other: Role = "other" if "witness" in found.values() else "witness"
    return {label: role or ("interviewer" if asks[label] else other) for label, role in found.items()}


def is_uncertain(labels: Sequence[str], witness: str, stated: Mapping[str, Role]) -> bool:
    """Whether the role of some label was told by who asks, or by nothing: a person should look at it."""
    names = {label for label in labels if label}
    return any(
        label.casefold() not in stated and not is_name(label, witness) and not role_of_label(label) for label in names
    )


def is_name(label: str, witness: str) -> bool:
    """Whether a label names the witness, or is the first word of the pseudonym."""
    name = witness.casefold().strip()
    return bool(name) and label.casefold() in (name, name.split()[0])


def share_of_questions(label: str, labels: Sequence[str], paragraphs: Sequence[str]) -> float:
    """Which share of the paragraphs of a speaker end with a question."""
    said = [text for one, text in zip(labels, paragraphs, strict=True) if one == label]
    return sum(bool(QUESTION.search(text)) for text in said) / max(len(said), 1)


def is_denied(paragraphs: Sequence[str], number: int) -> bool:
    """Whether the paragraph after this one, counted from 1, begins by denying it."""
    return number < len(paragraphs) and DENIAL.match(paragraphs[number].lstrip("\"'“‘–—- ")) is not None


def is_testimony(speakers: Sequence[Speaker], number: int) -> bool:
    """Whether paragraph `number`, counted from 1, is said by the witness. Every one is in a text without turns."""
    if not any(speaker.role for speaker in speakers):
        return True
    return speakers[number - 1].role == "witness"


def in_words(speakers: Sequence[Speaker]) -> str:
    """The roles found in a transcript, in words: Q is the interviewer, Hana the witness."""
    turns = Counter(speaker for speaker in speakers if speaker.label)
    return ", ".join(f"{one.label} = {one.role}" for one in turns)
