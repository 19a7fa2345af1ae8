"""Counties and towns that a question names, each as its province (words/counties.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict

from inminban.ask.group_words import Found
from inminban.ask.wordlists import FOLDER
from inminban.numbers.parameters.lines import read_toml
from inminban.testimony.terms.matching import HANGUL_TEXT

OF_PLACES = r"\s*(?:군|시|읍|구역|탄광|광산|농장|사람)"


class CountyWords(BaseModel):
    """Names of the counties of a province."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    en: list[str]
    ko: list[str]
    bare: list[str]


@cache
def patterns() -> Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """A pattern of English and one of Korean names for each province."""
    found = {}
    for province, content in read_toml(FOLDER / "counties.toml").content.items():
        names = CountyWords.model_validate(content)
        bare = "|".join(map(re.escape, names.bare))
        followed = "|".join(map(re.escape, names.ko))
        found[province] = (
            re.compile(rf"\b(?:{'|'.join(map(re.escape, names.en))})\b"),
            re.compile(rf"(?<![가-힣])(?:(?:{followed}){OF_PLACES}|{bare})"),
        )
    return found


def counties_named(text: str) -> Iterator[Found]:
    """Where a county is named, with the filter of its province."""
    is_korean = HANGUL_TEXT.search(text) is not None
    for province, (english, korean) in patterns().items():
        for match in (korean if is_korean else english).finditer(text):
            yield Found(*match.span(), {"province": province})
