# mypy: disable-error-code="no-any-return"
"""Placing relatives: children with mothers, the old with their children, until the number of households is right."""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.compile.rule import rule
from inminban.core.random import STREAM_POPULATION, below, draw
from inminban.population.matching import (
    CHILD,
    HEAD,
    MOTHERS,
    NOBODY,
    OLD,
    ORDER,
    OTHER,
    PARENT,
    SINGLES,
    Nuclei,
    least_full,
    root_of,
    take_child,
    take_host,
    wish,
)

LOOKED_AT = 64  # nuclei, before relatives of any age move in


@rule
def place_children(
    ages: Any, start: Any, nuclei: Nuclei, n_nuclei: int, nucleus_of: Any, role: Any, seed: int, base: int, p: Any
) -> None:
    """Give every child, and every unmarried young adult while mothers of fitting age are found, to a nucleus."""
    for age in range(p.leaves_home):
        for sex in range(2):
            for person in range(start[sex, age], start[sex, age + 1]):
                if nucleus_of[person] != NOBODY:
                    continue
                words = draw(seed, base + person, MOTHERS, STREAM_POPULATION)
                wished = age + wish(p.mother_mean, p.mother_spread, words[0])
                nucleus = take_child(nuclei, age, wished, words[1], p)
                if nucleus == NOBODY and age < p.adult_age:
                    nucleus = least_full(nuclei, 0, n_nuclei, words[2])
                    nuclei.children[nucleus] += 1
                if nucleus != NOBODY:
                    nucleus_of[person] = nucleus
                    role[person] = CHILD if nuclei.wife_age[nucleus] >= age + p.mother_youngest else OTHER


@rule
def merge_couples(nuclei: Nuclei, n_nuclei: int, wanted: int, seed: int, base: int, p: Any) -> int:
    """Let old couples live with a couple as old as their children until `wanted` do; returns how many could not."""
    begin = draw(seed, base, OLD, STREAM_POPULATION)[0]
    for step in range(n_nuclei):
        if wanted == 0:
            break
        nucleus = (below(begin, n_nuclei) + step) % n_nuclei
        age = nuclei.wife_age[nucleus]
        if age < p.old_parent or nuclei.has_parent[nucleus] or nuclei.into[nucleus] != NOBODY:
            continue
        words = draw(seed, base + nucleus, OLD, STREAM_POPULATION)
        wished = age - wish(p.mother_mean, p.mother_spread, words[1])
        host = take_host(nuclei, wished, age - p.mother_oldest, age - p.mother_youngest, words[2], nucleus)
        if host != NOBODY:
            nuclei.into[nucleus] = host
            nuclei.has_parent[host] = 1
            nuclei.children[host] += 2
            wanted -= 1
    return wanted


@rule
def merge_any(nuclei: Nuclei, n_nuclei: int, wanted: int, seed: int, base: int) -> None:
    """Where generations do not suffice, let relatives of any age live together (very small places)."""
    for nucleus in range(n_nuclei - 1, -1, -1):
        if wanted == 0:
            return
        if nuclei.into[nucleus] != NOBODY:
            continue
        begin, best = below(draw(seed, base + nucleus, SINGLES, STREAM_POPULATION)[3], n_nuclei), NOBODY
        for attempt in range(min(n_nuclei, LOOKED_AT)):
            host = root_of(nuclei.into, (begin + attempt) % n_nuclei)
            if host != nucleus and (best == NOBODY or nuclei.children[host] < nuclei.children[best]):
                best = host
        if best != NOBODY:
            nuclei.into[nucleus] = best
            nuclei.children[best] += nuclei.children[nucleus] + 2
            wanted -= 1


@rule
def place_singles(
    singles: Any,
    nuclei: Nuclei,
    n_nuclei: int,
    alone: int,
    nucleus_of: Any,
    role: Any,
    person_age: Any,
    words_of: Any,
    p: Any,
) -> int:
    """Take in all single people but the last `alone`, who live on their own; returns the number of nuclei."""
    n_couples = n_nuclei
    for rank, person in enumerate(singles):
        age = person_age[person]
        if rank >= len(singles) - alone:
            nuclei.wife_age[n_nuclei] = age
            nuclei.man[n_nuclei] = person
            nucleus_of[person], role[person] = n_nuclei, HEAD
            n_nuclei += 1
            continue
        seed, base = words_of
        words = draw(seed, base + person, SINGLES, STREAM_POPULATION)
        wished = age - wish(p.mother_mean, p.mother_spread, words[0])
        host = take_host(nuclei, wished, age - p.mother_oldest, age - p.mother_youngest, words[1], NOBODY)
        role[person] = PARENT
        if host == NOBODY:
            host = take_host(nuclei, age, age - p.relatives_gap, age + p.relatives_gap, words[1], NOBODY)
            role[person] = OTHER
        if host == NOBODY:
            host = least_full(nuclei, 0, n_couples, words[2])
        nuclei.has_parent[host] = 1
        nuclei.children[host] += 1
        nucleus_of[person] = host
    return n_nuclei


@rule
def list_singles(nucleus_of: Any, person_age: Any, p: Any, seed: int, base: int) -> Any:
    """Adults in no nucleus, shuffled."""
    n = 0
    for person in range(len(nucleus_of)):
        if nucleus_of[person] == NOBODY:
            n += 1
    singles = np.zeros(n, np.int64)
    n = 0
    for person in range(len(nucleus_of)):
        if nucleus_of[person] == NOBODY:
            singles[n] = person
            n += 1
    for i in range(n - 1, 0, -1):
        j = below(draw(seed, base + singles[i], ORDER, STREAM_POPULATION)[0], i + 1)
        singles[i], singles[j] = singles[j], singles[i]
    return singles


@rule
def split_adults(
    nuclei: Nuclei, n_nuclei: int, missing: int, nucleus_of: Any, role: Any, person_age: Any, p: Any
) -> int:
    """Where nuclei are too few, let grown children, then partners, live on their own; returns the number of nuclei."""
    for is_partner in range(2):
        for person in range(len(nucleus_of) - 1, -1, -1):
            if missing == 0:
                return n_nuclei
            nucleus = nucleus_of[person]
            if person_age[person] < p.adult_age or nuclei.man[nucleus] == person:
                continue
            is_wife = nuclei.woman[nucleus] == person
            if is_wife != (is_partner == 1) or (is_wife and nuclei.man[nucleus] == NOBODY):
                continue
            if is_wife:
                nuclei.woman[nucleus] = NOBODY
            nuclei.man[n_nuclei], nuclei.wife_age[n_nuclei] = person, person_age[person]
            nucleus_of[person], role[person] = n_nuclei, HEAD
            n_nuclei += 1
            missing -= 1
    return n_nuclei
