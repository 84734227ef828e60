"""What tells who somebody is by its shape: addresses, numbers, links. Found by patterns alone.

Each pattern is written so that a text of any length is searched in about linear time: it begins
where nothing of its own kind stands before it, and repeats only what is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = (
    r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}\b(?:,?\s+\d{{4}}|\s+'?\d\d\b)?"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}})?)"
)
_TLD = (
    r"(?:com|net|org|edu|gov|info|biz|io|app|dev|xyz|online|site|club|shop|blog|uk|de|fr|eu|ca|au"
    r"|nz|ie|nl|es|pl|ru|jp|cn|br|za|ch|se|dk|tv|gg|ly|ng|gr|pt)"
)
_NOT_IN_AN_ADDRESS = (
    r"(?!(?:the|an?|in|on|down|up|my|his|her|our|their|to|of|off|and|or|we|he|she|i|it|is|was|more"
    r"|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?|yrs?|times?|nights?|miles?|km|things?"
    r"|people|kids?|that|this|am|pm|at|from|with|along|across|long|car|one|who|good)\b)"
)
_LANE = r"(?:street|road|avenue|lane|rd|ave|crescent|boulevard|blvd|terrace)"
_CAPITAL_LANE = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Ct|Crescent|Terrace|Way|Place"
    r"|Boulevard|Blvd|Square|Gardens|Grove|Row|Hill|Mews|Parade)"
)

_SHAPES: tuple[tuple[str, str], ...] = (
    ("LINK", r"\b[a-z][a-z0-9+.-]{1,20}://\S+"),
    ("LINK", r"\bwww\.\S+"),
    ("EMAIL", r"(?<![\w.+%'-])[\w.+%'-]+\s?@\s?[\w-]+(?:\.[\w-]+)+"),
    (
        "EMAIL",
        r"(?<![\w.+-])[\w.+-]+\s*(?:[\[(]\s*at\s*[\])]|\sat\s)\s*[\w-]+\s*"
        rf"(?:\.|[\[(]\s*dot\s*[\])]|\sdot\s)\s*(?:[\w-]+\s*(?:\.|\sdot\s)\s*)?{_TLD}\b",
    ),
    ("LINK", rf"(?<![\w@.-])(?:[\w-]+\.)+{_TLD}\b(?:[:/?#]\S*)?"),
    ("LINK", r"(?<![\w@.-])(?:[\w-]+\.)+[a-z]{2,12}/\S+"),
    ("HANDLE", r"(?<![\w@])@\w[\w.]*"),
    ("HANDLE", r"(?<![\w/])/?u/[\w-]+"),
    (
        "HANDLE",
        r"(?<=\b)(?P<before>(?:insta(?:gram)?|snap(?:chat)?|tiktok|telegram|discord|twitter|kik"
        r"|user\s?name|handle)\s*(?:is|name\s+is|:|=)\s*)(?=\S*[\d_])[\w.#-]+",
    ),
    ("HANDLE", r"(?<![\w.])[^\W_]+(?:_+[^\W_]+)+_?(?!\w)"),
    ("NUMBER", r"\b[a-z]{2}\d{2}[ -]?(?:[a-z]{4}[ -]?)?\d(?:[ -]?\d){8,28}\b"),
    ("NUMBER", r"(?<![\w+])\d(?:[ -]?\d){12,18}(?!\w)"),
    ("NUMBER", r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])"),
    ("NUMBER", r"\b[a-z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[a-d]\b"),
    ("NUMBER", r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])"),
    (
        "NUMBER",
        r"(?P<before>\b(?:born(?:\s+on)?|dob|d\.o\.b\.?|date\s+of\s+birth|birth\s?day)"
        rf"(?:\s+(?:is|was|on)|'s|s)*\W{{0,3}}){_DATE}",
    ),
    ("NUMBER", r"(?-i:\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b)"),
    (
        "NUMBER",
        r"(?P<before>\b(?:licen[cs]e|number)?\s?(?:plates?|reg)\s*(?:number|no\.?)?\s*"
        r"(?:is|was|:)?\s+)(?=[a-z -]{0,6}\d)[a-z0-9]{1,4}(?:[ -]?[a-z]?[0-9]{1,4}[a-z]{0,3})+\b",
    ),
    ("ADDRESS", r"\b(?:flat|apt\.?|apartment|unit|suite)\s*(?:no\.?\s*|#\s*)?\d{1,4}[a-z]?\b"),
    (
        "ADDRESS",
        rf"(?<![\w.])\d{{1,5}}[a-z]?,?\s+(?:{_NOT_IN_AN_ADDRESS}[^\W\d][\w'’.-]{{0,20}}\s+){{1,3}}?"
        rf"(?:{_LANE}\b|(?-i:{_CAPITAL_LANE}\b))\.?",
    ),
    ("ADDRESS", rf"(?-i:\b(?:[A-Z][a-z'’]{{1,20}}\s+){{1,3}}{_CAPITAL_LANE}\b)"),
    (
        "ADDRESS",
        r"(?P<before>\b(?:on|at|in)\s+)(?!(?:the|my|our|his|her|a|this|that|same|next|other|busy"
        rf"|country|every|any|which|your|their|one|each|main)\b)[^\W\d]{{2,20}}\s+{_LANE}\b",
    ),
    ("ADDRESS", r"\b[^\W\d]{2,30}(?:stra(?:ß|ss)e|str\.)(?:\s*\d{1,4}[a-z]?\b)?"),
    (
        "ADDRESS",
        r"\b[a-z]{1,2}\d[a-z\d]?\s?\d(?!(?:yrs?|am|pm|ft|st|nd|th|rd|mo|hr)\b)[abd-hjlnp-uw-z]{2}\b",
    ),
    ("ADDRESS", r"(?-i:\b[A-Z]{2}\s+\d{5}(?:-\d{4})?\b)"),
    ("ADDRESS", r"(?P<before>\b(?:zip|post)\s?code(?:\s+is|:)?\s+)\w{2,5}(?:[ -]\w{3,4})?\b"),
    ("ADDRESS", r"(?P<before>\bzip(?:\s+is|:)?\s+)\d{5}(?:-\d{4})?\b"),
    ("ADDRESS", r"\b[a-z]\d[a-z]\s?\d[a-z]\d\b"),
    ("PHONE", r"(?<![\w.,/+-])(?:\+\s?|00)?\(?\+?\d(?:[\s().\-–/]{0,3}\d){6,14}(?!\w)"),
)
_COMPILED = [(kind, re.compile(shape, re.IGNORECASE)) for kind, shape in _SHAPES]
_ONLY_A_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d")

KINDS = frozenset(kind for kind, _ in _SHAPES)
"""The stand-ins that patterns put."""


def without_shapes(text: str) -> str:
    """The text with everything that has such a shape replaced by the word for its kind."""
    for kind, shape in _COMPILED:
        text = "".join(_replaced(text, kind, shape))
    return text


def _replaced(text: str, kind: str, shape: re.Pattern[str]) -> Iterator[str]:
    end = 0
    for found in shape.finditer(text):
        if kind == "PHONE" and _ONLY_A_DATE.fullmatch(found[0]):
            continue
        before = found["before"] if "before" in shape.groupindex else ""
        yield text[end : found.start()] + before + kind + _closing(kind, found[0])
        end = found.end()
    yield text[end:]


def _closing(kind: str, found: str) -> str:
    """What ends the sentence and not the link."""
    return found[len(found.rstrip(".,;:!?)\"'”’")) :] if kind == "LINK" else ""
