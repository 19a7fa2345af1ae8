# mypy: disable-error-code="no-any-return"
"""Placing relatives: children with mothers, the old with their children, until the number of households is right.

Whose mother and father somebody is follows from the placing: the couple that a child is given to, and the old who are
taken in by a couple of the next generation, as a rule the husband's parents.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.compile.rule import rule
from inminban.core.kinds import Marital
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
SPOUSE_OF, MOTHER_OF, FATHER_OF = range(3)  # columns of an array of everybody's relatives
N_RELATIONS = 3


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


@rule
def fits_as_parent(parent_age: int, age: int, p: Any) -> bool:
    """Whether somebody can be the mother of a person, by age."""
    return p.mother_youngest <= parent_age - age <= p.mother_oldest


@rule
def fits_as_father(parent_age: int, age: int, p: Any) -> bool:
    """Whether somebody can be the father of a person, by age: his wife, who may be much younger, can be the mother."""
    return p.mother_youngest <= parent_age - age <= p.mother_oldest + p.wife_younger


@rule
def note_parents(nuclei: Nuclei, nucleus_of: Any, role: Any, person_age: Any, mother: Any, father: Any, p: Any) -> None:
    """Mother and father of the children of every nucleus; nobody where the ages do not allow it."""
    for person in range(len(nucleus_of)):
        if role[person] != CHILD:
            continue
        man, woman, age = nuclei.man[nucleus_of[person]], nuclei.woman[nucleus_of[person]], np.int64(person_age[person])
        if woman != NOBODY and not fits_as_parent(np.int64(person_age[woman]), age, p):
            continue
        mother[person] = woman
        if man != NOBODY and fits_as_father(np.int64(person_age[man]), age, p):
            father[person] = man


@rule
def child_of_old(nuclei: Nuclei, host: int, old_age: int, person_age: Any, p: Any) -> int:
    """Of the couple that takes in old people of an age the one who is their child: the husband, if the ages fit."""
    man, woman = nuclei.man[host], nuclei.woman[host]
    if man != NOBODY and fits_as_parent(old_age, np.int64(person_age[man]), p):
        return man
    if woman != NOBODY and fits_as_parent(old_age, np.int64(person_age[woman]), p):
        return woman
    return NOBODY


@rule
def note_parents_taken_in(nuclei: Nuclei, n_nuclei: int, mother: Any, father: Any, person_age: Any, p: Any) -> None:
    """Mother and father of those who have taken in an old couple, or an old woman who brought up children alone."""
    for nucleus in range(n_nuclei):
        host, woman, man = nuclei.into[nucleus], nuclei.woman[nucleus], nuclei.man[nucleus]
        if host == NOBODY or woman == NOBODY:
            continue
        child = child_of_old(nuclei, host, np.int64(person_age[woman]), person_age, p)
        if child != NOBODY:
            mother[child] = woman
            if man != NOBODY and fits_as_father(np.int64(person_age[man]), np.int64(person_age[child]), p):
                father[child] = man


@rule
def note_parents_alone(
    singles: Any, nuclei: Nuclei, nucleus_of: Any, role: Any, marital: Any, parents: Any, first_woman: int,
    person_age: Any, p: Any,
) -> None:  # fmt: skip
    """The widowed who have been taken in by the next generation, as mother or father; `parents`: both columns."""
    mother, father = parents
    for person in singles:
        if role[person] != PARENT or marital[person] != Marital.WIDOWED:
            continue
        child = child_of_old(nuclei, nucleus_of[person], np.int64(person_age[person]), person_age, p)
        if child == NOBODY:
            continue
        if person >= first_woman:
            mother[child] = person
        else:
            father[child] = person


@rule
def forget_those_elsewhere(household: Any, kin: Any, marital: Any) -> None:
    """Where a place is so small that families were divided: parents elsewhere are not known, couples are divorced."""
    for person in range(len(household)):
        for relation in range(N_RELATIONS):
            relative = kin[person, relation]
            if relative != NOBODY and household[relative] != household[person]:
                kin[person, relation] = NOBODY
                if relation == SPOUSE_OF:
                    marital[person] = Marital.DIVORCED
