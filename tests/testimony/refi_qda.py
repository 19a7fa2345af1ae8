"""The rules of the REFI-QDA project schema (version 1.5) for the elements that texts need, and a check against them.

Written down from the schema's published types: for each element its children in the order in which they must stand,
with how often each may, and its attributes with those that it must have.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

NAMESPACE = "{urn:QDA-XML:project:1.0}"
GUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")
COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")
ONE, OPTIONAL, SEVERAL, ANY = (1, 1), (0, 1), (1, 10**9), (0, 10**9)


class Rule(NamedTuple):
    """What an element may hold."""

    children: dict[str, tuple[int, int]]
    must: set[str]
    may: set[str]


USED = {"creatingUser", "creationDateTime", "modifyingUser", "modifiedDateTime"}
PARTS = "Users CodeBook Variables Cases Sources Notes Links Sets Graphs Description"
VALUES = "TextValue BooleanValue IntegerValue FloatValue DateValue DateTimeValue"
RULES = {
    "Project": Rule(
        {name: OPTIONAL for name in PARTS.split()} | {"NoteRef": ANY},
        {"name"},
        {"origin", "creatingUserGUID", "creationDateTime", "modifyingUserGUID", "modifiedDateTime", "basePath"},
    ),
    "Users": Rule({"User": SEVERAL}, set(), set()),
    "User": Rule({}, {"guid"}, {"name", "id"}),
    "CodeBook": Rule({"Codes": ONE, "Sets": OPTIONAL}, set(), set()),
    "Codes": Rule({"Code": SEVERAL}, set(), set()),
    "Code": Rule({"Description": OPTIONAL, "NoteRef": ANY, "Code": ANY}, {"guid", "name", "isCodable"}, {"color"}),
    "Variables": Rule({"Variable": SEVERAL}, set(), set()),
    "Variable": Rule({"Description": OPTIONAL}, {"guid", "name", "typeOfVariable"}, set()),
    "Cases": Rule({"Case": SEVERAL}, set(), set()),
    "Case": Rule(
        {"Description": OPTIONAL, "CodeRef": ANY, "VariableValue": ANY, "SourceRef": ANY, "SelectionRef": ANY},
        {"guid"},
        {"name"},
    ),
    "VariableValue": Rule({"VariableRef": ONE, **dict.fromkeys(VALUES.split(), OPTIONAL)}, set(), set()),
    "Sources": Rule(
        dict.fromkeys(("TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource"), ANY), set(), set()
    ),
    "TextSource": Rule(
        {"Description": OPTIONAL, "PlainTextContent": OPTIONAL, "PlainTextSelection": ANY, "Coding": ANY}
        | {"NoteRef": ANY, "VariableValue": ANY},
        {"guid"},
        {"name", "richTextPath", "plainTextPath"} | USED,
    ),
    "PlainTextSelection": Rule(
        {"Description": OPTIONAL, "Coding": ANY, "NoteRef": ANY},
        {"guid", "startPosition", "endPosition"},
        {"name"} | USED,
    ),
    "Coding": Rule({"CodeRef": ONE, "NoteRef": ANY}, {"guid"}, {"creatingUser", "creationDateTime"}),
    **{name: Rule({}, {"targetGUID"}, set()) for name in ("CodeRef", "SourceRef", "VariableRef", "NoteRef")},
    **{name: Rule({}, set(), set()) for name in ("Description", *VALUES.split())},
}
REFERENCES = {"CodeRef": "Code", "SourceRef": "TextSource", "VariableRef": "Variable"}


def faults(root: Element) -> list[str]:
    """What in a project is not as the schema has it; empty if all is well."""
    found: list[str] = []
    for element in root.iter():
        found += faults_of(element)
    ids = [element.attrib["guid"] for element in root.iter() if "guid" in element.attrib]
    found += [f"the id {one} is given twice" for one in {one for one in ids if ids.count(one) > 1}]
    for name, kind in REFERENCES.items():
        known = {element.get("guid") for element in root.iter(NAMESPACE + kind)}
        wanted = {element.get("targetGUID") for element in root.iter(NAMESPACE + name)}
        found += [f"{name} {one} leads nowhere" for one in wanted - known]
    users = {element.get("guid") for element in root.iter(NAMESPACE + "User")}
    named = {element.get(key) for element in root.iter() for key in ("creatingUser", "creatingUserGUID")}
    return found + [f"there is no user {one}" for one in named - users - {None}]


def faults_of(element: Element) -> list[str]:
    """What in one element is not as the schema has it."""
    name = element.tag.removeprefix(NAMESPACE)
    if not element.tag.startswith(NAMESPACE) or name not in RULES:
        return [f"{element.tag} is not in the schema"]
    rule, has = RULES[name], set(element.attrib)
    found = [f"{name} lacks {one}" for one in rule.must - has]
    found += [f"{name} may not have {one}" for one in has - rule.must - rule.may]
    children = [child.tag.removeprefix(NAMESPACE) for child in element]
    order = [list(rule.children).index(child) if child in rule.children else -1 for child in children]
    found += [f"{name} may not hold {child}" for child in children if child not in rule.children]
    if order != sorted(order):
        found.append(f"{name} has its children in another order: {children}")
    for child, (least, most) in rule.children.items():
        if not least <= children.count(child) <= most:
            found.append(f"{name} has {children.count(child)} of {child}")
    return found + [
        f"{name}: {key}={value}"
        for key, value in element.attrib.items()
        if ((key in ("guid", "targetGUID") or key.startswith("creatingUser")) and not GUID.fullmatch(value))
        or (key == "color" and not COLOUR.fullmatch(value))
        or (key == "isCodable" and value not in ("true", "false"))
        or (key.endswith("Position") and not value.isdigit())
    ]
