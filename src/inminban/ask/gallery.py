"""The gallery: twenty questions of all kinds with their answers from one run, as a page of the documentation."""

from __future__ import annotations

from inminban.ask.answer import answer
from inminban.ask.markdown import escaped, table
from inminban.ask.sections import by_source, run_words
from inminban.ask.structure import Answer
from inminban.ask.understanding import understand_request
from inminban.measures.run import Run

QUESTIONS = (
    "How many hours of unpaid time does the state take from teachers?",
    "How many people were hungry in 1997?",
    "How many people died of hunger from 1994 to 1998?",
    "Do teachers give more unpaid time than miners?",
    "Is hunger worse in North Hamgyong than in Pyongyang?",
    "How did the price of rice change over the years?",
    "How did private conviction develop from 1994 to 2015?",
    "Did people watch more foreign media after 2011 than before?",
    "Which occupation buys itself out of most labour call-ups?",
    "Which province has the most hunger?",
    "How is unpaid time spread between rich and poor?",
    "What would labour mobilization look like without bribes?",
    "Why do people leave the country?",
    "How do rations work?",
    "What happens to somebody who stays away from a political event in 2015?",
    "What is it like to be a farmer?",
    "What does 'private conviction' mean?",
    "Does the model agree with published figures on bribes?",
    "농민 가운데 굶주리는 사람은 얼마나 되나요?",
    "광부와 교원 가운데 누가 노력동원에 더 많이 나가나요?",
)
"""One or more of every kind, two of them Korean."""

HEAD = """# Twenty answers

Answers of `inminban ask` to questions of all kinds, with what they say first, their table and one life. Made by
`python docs/reference/make_answers.py RUN`; a test works out every number again from the tables of a small run.
"""


def answers(run: Run) -> list[Answer]:
    """The answers from one run."""
    return [answer(understand_request(question), run) for question in QUESTIONS]


def page(run: Run) -> str:
    """The page in Markdown."""
    made = answers(run)
    told = next(run_words(one.run, "en") for one in made if one.run)
    blocks = [HEAD, f"{escaped(told)}.", *(block for one in made for block in blocks_of(one))]
    return "\n\n".join(block.strip("\n") for block in blocks if block) + "\n"


def blocks_of(one: Answer) -> list[str]:
    """One answer: question, kind, sentences, table, how many figures agree, life, notes."""
    kind = f"*{one.kind.replace('_', ' ')}: {', '.join(one.request.measures) or 'no measure'}*"
    blocks = [f"## {escaped(one.text)}", kind, escaped(one.first), *map(escaped, one.points[:2])]
    if one.table:
        blocks += [f"{escaped(one.table.title)}:", "\n".join(table(one.table.heads, one.table.rows))]
    blocks += [escaped(" ".join((says, *tested))) for says, tested in by_source(one.published[:2])]
    if one.life:
        blocks.append(escaped(f"{one.life.who} {' '.join(one.life.story)}"))
    return [*blocks, "\n".join(f"- {escaped(note)}" for note in one.notes)]
