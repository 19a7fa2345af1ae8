"""What a number or a statement rests on: the model's numbers by kind of evidence, with their sources."""

from __future__ import annotations

from collections import Counter

from inminban.ask.answers.common import asking_heads
from inminban.ask.asking import Asking
from inminban.ask.institutions import institutions_behind, numbers_told
from inminban.ask.structure import Found, Table

MOST_ROWS = 12


def sources(asking: Asking) -> Found:
    """How many numbers stand behind the answer, of which kind, and the sources of those that have one."""
    names = institutions_behind(asking.measures, asking.request.topics)
    told = [one for name in names for one in numbers_told(name, asking.last_full_year)]
    if not told:
        return Found(asking.say("no_sources"), is_answered=False, has_life=False)
    counts = Counter(one.kind for one in told)
    kinds = [asking.say("kind_counted", n=n, kind=asking.say(f"kind_{kind}")) for kind, n in counts.most_common()]
    said = asking.say("rests_on", n=len(told), kinds=asking.listed(kinds), assumptions=counts["assumption"],
                      share=f"{100 * counts['assumption'] / len(told):.0f}")  # fmt: skip
    with_source = sorted((one for one in told if one.source), key=lambda one: one.label)
    rows = tuple((one.label, one.value, asking.say(f"kind_{one.kind}"), one.source) for one in with_source[:MOST_ROWS])
    title = asking.say("sources_title", shown=len(rows), n=len(with_source))
    return Found(
        said, table=Table(title, asking_heads(asking, "number", "value", "kind", "source"), rows), has_life=False,
        more_sources=tuple(dict.fromkeys(one.source for one in with_source)),
    )  # fmt: skip
