"""What the model cannot answer: what is lacking, and the nearest questions that it can."""

from __future__ import annotations

import shlex

from inminban.ask.request import Request
from inminban.ask.structure import Answer
from inminban.ask.wording.files import table
from inminban.ask.wording.sentences import say
from inminban.testimony.terms.entries import known_topics, topic_names

OFFERED = 4


def outside(request: Request) -> Answer:
    """The reason, and examples of questions on the topics of this one, else on others."""
    first = say(f"lacks_{request.lacking or 'topic'}", request.language, request.text)
    return Answer(request=request, first=first, is_answered=False, offers=offers(request, is_near=True))


def choice(request: Request) -> Answer:
    """A question that may mean several things: the readings, for the reader to choose, and the command for each."""
    first = say("several_readings", request.language, request.text)
    question = shlex.quote(request.text)
    steps = tuple(f"inminban ask {question} --reading {number}" for number in range(1, len(request.readings) + 1))
    points = tuple(one.words for one in request.readings)
    return Answer(request=request, first=first, is_answered=False, points=points, steps=steps)


def offers(request: Request, *, is_near: bool) -> tuple[str, ...]:
    """Examples of questions: on the question's own topics if near, else on other ones."""
    names = topic_names()
    near = [name for name in names if name in request.topics] if is_near else []
    others = [name for name in names if name not in request.topics]
    step = max(len(others) // OFFERED, 1)
    chosen = [*near, *others[::step]][:OFFERED]
    if request.language == "ko":
        return tuple(table("offers").get(name) or known_topics()[name].example for name in chosen)
    return tuple(known_topics()[name].example for name in chosen)
