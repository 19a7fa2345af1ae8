"""Shares of the first day that later years keep: occupations among each county's posts, and women at work."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from inminban.core.choosing import SHARE_PLACES
from inminban.core.columns import Array, Society
from inminban.core.kinds import N_OCCUPATIONS, Occupation
from inminban.population.counting import count_civilians
from inminban.rules.assignment import ORDER

WHOLE = 10_000


class Quotas(NamedTuple):
    """Shares of posts, kept from the first day on."""

    posts: Array  # counties x occupations, of a county's posts, 20 binary places
    women_at_work: int  # [bp] of women of working age who do not study


def make_quotas(society: Society, women_share: float) -> Quotas:
    """Quotas of a society on its first day; a county without posts gets the country's shares."""
    cells = count_civilians(society, 0).occupations.sum(axis=1)
    posts = np.zeros((len(society.counties), N_OCCUPATIONS), dtype=np.int64)
    posts[:, list(ORDER)] = cells[:, list(ORDER)]
    everywhere = posts.sum(axis=0)
    everywhere[Occupation.ARTIST] = 0
    posts[posts.sum(axis=1) == 0] = everywhere
    total = np.maximum(posts.sum(axis=1, keepdims=True), 1)
    return Quotas(posts=(posts << SHARE_PLACES) // total, women_at_work=round(women_share * WHOLE))
