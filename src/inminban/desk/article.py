"""The draft of an answer as an article for readers: the answer first, then witnesses, publications, model in turn.

Every paragraph says who speaks. There is one chart and one life; notes come at the end, sources stand in the head of
the draft. Nothing in it names a file, a command or a library. An editor then makes it theirs.
"""

from __future__ import annotations

from inminban.ask.markdown import escaped
from inminban.ask.sections import run_words, source_lines, speaker
from inminban.ask.structure import Answer, Published, Witness
from inminban.ask.wording.sentences import listed_in, say
from inminban.desk.chart_block import block_of
from inminban.desk.drafts import Draft, title_of, witnesses_of
from inminban.evidence.checks import AGREE, DISAGREE, UNTESTED
from inminban.testimony.library import Library
from inminban.testimony.records import Passage

MOST_WITNESSES, MOST_PUBLISHED, MOST_PASSAGES = 3, 4, 2


def draft_of(answer: Answer, library: Library) -> Draft:
    """The draft: title, body, sources, and who the witnesses are."""
    parts = answer.parts or (answer,)
    body = "\n\n".join(block for part in parts for block in blocks(part, has_heading=len(parts) > 1))
    sources = list(dict.fromkeys(line for part in parts for line in source_lines(part)))
    about = about_lines(answer, library, sources)
    return Draft(title_of(answer.text), body, tuple(sources), about)


def blocks(answer: Answer, *, has_heading: bool = False) -> list[str]:
    """The paragraphs of an article in Markdown, without empty ones."""
    made = [
        f"## {escaped(answer.text)}" if has_heading else "",
        escaped(answer.first),
        *map(escaped, answer.points[:2]),
        chart(answer),
        *testimony(answer),
        *publications(answer),
        life(answer),
        trust(answer),
        notes(answer),
    ]
    return [block for block in made if block]


def chart(answer: Answer) -> str:
    """The chart, as a block that the site draws and an editor can change; empty if there is none."""
    return block_of(answer.chart) if answer.chart else ""


def testimony(answer: Answer) -> list[str]:
    """What witnesses say: claims retold, passages set off as the words of a testimony."""
    told = answer.witnesses[:MOST_WITNESSES]
    retold = [escaped(witness_words(one, number, answer)) for number, one in enumerate(told)]
    return [*retold, *(block for one in answer.passages[:MOST_PASSAGES] for block in quotation(one, answer.language))]


def witness_words(one: Witness, number: int, answer: Answer) -> str:
    """One claim, said by whom; the second and third in other words than the first."""
    key = "article_witness" if number == 0 else "article_witness_too"
    said = say(key, answer.language, f"{answer.text} {one.id}", title=one.title, publisher=one.publisher, says=one.says)
    verdicts = [verdict.verdict for verdict in one.verdicts]
    if DISAGREE in verdicts:
        return f"{said} {say('article_witness_disagrees', answer.language, one.id)}"
    return f"{said} {say('article_witness_agrees', answer.language, one.id)}" if AGREE in verdicts else said


def quotation(passage: Passage, language: str) -> list[str]:
    """A paragraph of a testimony, with its witness by pseudonym."""
    lead = say("article_quotation", language, passage.locator, witness=speaker(passage, language), title=passage.title)
    return [escaped(lead), f"> {escaped(passage.text)}"]


def publications(answer: Answer) -> list[str]:
    """Published figures: how many agree, and some of them, those that disagree not hidden behind those that agree."""
    if not answer.published:
        return []
    verdicts = [one.verdict.verdict for one in answer.published]
    counted = say(
        "article_figures", answer.language, answer.text, n=len(verdicts), agree=verdicts.count(AGREE),
        disagree=verdicts.count(DISAGREE), untested=verdicts.count(UNTESTED),
    )  # fmt: skip
    return [escaped(counted), *(escaped(figure_words(one)) for one in shown(answer.published))]


def shown(found: tuple[Published, ...]) -> list[Published]:
    """The figures told: as many that disagree as agree, as far as there are any, each statement once."""
    bad = unique([one for one in found if one.verdict.verdict == DISAGREE])
    good = unique([one for one in found if one.verdict.verdict == AGREE])
    half = MOST_PUBLISHED // 2
    chosen = [*bad[: max(half, MOST_PUBLISHED - len(good))], *good]
    return unique(chosen)[:MOST_PUBLISHED]


def unique(found: list[Published]) -> list[Published]:
    """Each published statement once."""
    return list({one.says: one for one in reversed(found)}.values())[::-1]


def figure_words(one: Published) -> str:
    """A published figure and what the model has."""
    return f"{one.says} {one.tested}"


def life(answer: Answer) -> str:
    """One life in prose."""
    one = answer.life
    if one is None:
        return ""
    lead = say("article_life", answer.language, answer.text)
    return escaped(" ".join([lead, one.who, *one.story]))


def trust(answer: Answer) -> str:
    """How far to trust it: how many numbers behind it are assumptions, and the widest of them."""
    behind, language = answer.behind, answer.language
    if behind is None:
        return ""
    total = sum(behind.by_kind.values())
    lines = [say("article_trust", language, answer.text, n=total, assumptions=behind.by_kind.get("assumption", 0))]
    if behind.assumptions:
        widest = [say("assumption_is", language, label=one.label, value=one.value, range=one.range)
                  for one in behind.assumptions[:2]]  # fmt: skip
        lines.append(say("article_widest", language, answer.text, widest=listed_in(widest, language)))
    return escaped(" ".join(lines))


def notes(answer: Answer) -> str:
    """Notes at the end: warnings, what ranges mean, the run."""
    lines = [*answer.notes, answer.uncertainty]
    if answer.life:
        lines.append(answer.life.chosen)
    if answer.run:
        lines += [say("synthetic", answer.language), f"{run_words(answer.run, answer.language)}."]
    kept = [f"- {escaped(line)}" for line in lines if line]
    return "\n".join([f"## {say('heading_notes', answer.language)}", "", *kept]) if kept else ""


def about_lines(answer: Answer, library: Library, sources: list[str]) -> tuple[str, ...]:
    """Who the witnesses are: of passages by pseudonym, of claims by publication; and that a program wrote the draft."""
    own = witnesses_of(library, sources)
    parts = answer.parts or (answer,)
    titles = dict.fromkeys((one.title, one.publisher) for part in parts for one in part.witnesses[:MOST_WITNESSES])
    retold = [say("article_about", answer.language, title=title, publisher=publisher) for title, publisher in titles]
    return (*own, *retold) or (say("article_no_witness", answer.language),)
