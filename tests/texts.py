"""The rules every text keeps that the assistant says, and the gathering of those texts.

`tests/test_every_text.py` holds all of them to the rules; `docs/model.md` gives the reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from tightrope.running.settings import ROOT

LABEL = "a label for a person"
JARGON = "jargon"
BLAME = "blame"
VERDICT = "a side or a verdict"
ADVICE = "advice to leave or stay"
GENDER = "a gender, a marriage, a household or a child"
EXCLAMATION = "an exclamation mark"
PLACEHOLDER = "a placeholder"
QUOTE = "a typewriter quote or a curly apostrophe"
DANGER = "a word of danger"
WAY_OUT = "a way out of danger"
NO_FAULT = "a word that it was no fault of theirs"

WORDS = {
    LABEL: (
        # how somebody is attached
        r"anxious(ly)?|avoidant(ly)?|insecure(ly)?|secure(ly)?|ambivalent|disorgani[sz]ed|"
        r"dismissive|preoccupied|needy|cling(y|s|ing)|jealous|possessive|co-?dependen\w+|"
        r"emotionally (un)?available|commitment[- ]?phob\w+|"
        # a diagnosis, or a word borrowed from one
        r"narciss\w+|gaslight\w*|psychos?|psychopath\w*|psychotic|sociopath\w*|borderline|bpd|npd|"
        r"bipolar|schizo\w*|adhd|autis\w+|ocd|ptsd|neurotic|obsessive|histrionic|antisocial|"
        r"addict\w*|alcoholics?|paranoid|delusional|crazy|insane|unstable|unhinged|hysteri\w+|"
        r"mentally ill|disorder\w*|dysfunctional|"
        # a character
        r"toxic|controlling|control freak|manipulat\w+|dramatic|drama (queen|king)|"
        r"high[- ]maintenance|irrational|unreasonable|(over|hyper)-?sensitive|immature|childish|"
        r"selfish|self[- ]cent(re|er)ed|ego(is|tis)\w+|heartless|cold|cruel|aggressive|hostile|"
        r"vindictive|arrogant|stubborn|moody|lazy|stupid|pathetic|entitled|in denial|"
        r"passive[- ]aggressive|broken|damaged|baggage|(abandonment|trust|control|anger|"
        r"commitment|m[ou]mmy|daddy) issues|"
        # a part in a story of guilt
        r"abus(er|ers|ive)|victims?|perpetrators?|predators?|bully|bullies|liars?|cheaters?|"
        r"stalkers?|monsters?|love[- ]?bomb\w*|mind games?|red flags?|the (\w+ )?problem|"
        # whatever comes next
        r"(you|they|one of you)('re| are| is) (a|an|so|too)|your partner('s| is) (a|an|so|too)"
    ),
    JARGON: (
        r"attach\w+|autonom\w+|valid\w*|buffer\w*|foster\w*|trigger\w*|regulat\w+|boundar\w+|"
        r"intima\w+|vulnerab\w+|\w*dependen\w+|self-esteem|self-efficacy|internal\w*|"
        r"strateg\w+|dimension\w*|bids?|trauma\w*|gaslight\w*|love language|communicat\w+|"
        r"coping|mindful\w*|stonewall\w*|process\w*|hold(ing)? space|i hear you|working model"
    ),
    BLAME: (
        r"(you|they|your partner) (always|never)|"
        r"(you|they|your partner) (should have|should've|shouldn't have|should not have)|"
        r"overreact\w*|no excuse|inexcusable|unforgivable|asking for it|"
        r"mistreat\w*|disrespect\w*|treat(s|ed|ing)? you (badly|unfairly)"
    ),
    VERDICT: (
        r"(you're|you are|they're|they are|partner is|partner's) (in the )?(right|wrong)|"
        r"(you|they|partner) (was|were) (in the )?(right|wrong)|to blame|at fault|"
        r"(guilty|innocent) (party|one)|(?<!not )(your|their|partner's|whose) (own )?fault|"
        r"(i'm|i am) on (your|their|your partner's) side|tak(e|ing) (your|their) side|"
        r"side with (you|them|your partner)|i agree with (you|them|your partner)|"
        r"(you|they|your partner) deserves?|unacceptable|unhealthy|"
        r"(that's|that is|this is|it's|it is) not (ok|okay|normal|acceptable|healthy)|"
        r"(isn't|is not|wasn't) (ok|okay|normal|acceptable|healthy)"
    ),
    ADVICE: (
        r"br(eak|eaking|oke|oken) up|split(ting)? up|(trial )?separation|divorc\w+|dump(ed|ing)?|"
        r"leav(e|ing) (them|your partner|each other|for good|(the|this|your) relationship)|"
        r"end(ing)? (it|things|(the|this|your) relationship)|walk(ing)? out|"
        r"walk(ing)? away from (them|your partner|this|it|(the|your) relationship)|"
        r"mov(e|ing) out|giv(e|ing) up on|get out (while you can|of (the|this|your) relationship)|"
        r"better off (without|alone|apart|single)|find (somebody|someone) (better|new|else)|"
        r"do better than (them|this)|time to (leave|move on)|"
        r"(you|they) (should|must|need to|have to|ought to|had better) (go|leave|stay)|"
        r"(should|shall) (i|you|they) (go|leave|stay)|stay(ing)? (together|with your partner)|"
        r"(stay|stick)(ing)? in (this|it|(the|this|your) relationship)|stick(ing)? it out|"
        r"(the|this|your) relationship work|worth (saving|fighting for)|meant for each other"
    ),
    GENDER: (
        r"he|she|him|her|his|hers|himself|herself|husbands?|wife|wives|spouses?|"
        r"(boy|girl)friends?|fianc\w+|m[ae]n|wom[ae]n|marri\w+|wedding|"
        r"our (home|house|flat|bed)|come home|kids?|child(ren)?"
    ),
}
"""Rule -> what breaks it, matched in whole words."""

SIGNS = {
    EXCLAMATION: r"[!！¡‼]",
    PLACEHOLDER: r"[{}\[\]<>]|\.\.\.|…",
    QUOTE: r"\"|’",
}
"""Rule -> what breaks it, matched anywhere."""

SAFETY_WORDS = {
    DANGER: (
        r"violen\w+|abus\w+|police|suicid\w+|kill\w*|rap(e|ed|ist)|assault\w*|weapons?|danger\w*|"
        r"unsafe|not safe|crim(e|es|inal)"
    ),
    WAY_OUT: (
        r"get to (people|somebody|safety|a)|go where|go,? now|get out( now| of there)?|way out|"
        r"run to|stay (apart|away)|somewhere safe|a safe place"
    ),
    NO_FAULT: r"not (your|their) fault",
}
"""The same for what is said only where somebody may not be safe; elsewhere it is a verdict."""


def _whole_words(words: Mapping[str, str]) -> dict[str, str]:
    return {rule: rf"\b({pattern})\b" for rule, pattern in words.items()}


RULES = _whole_words(WORDS) | SIGNS
EVERYDAY_RULES = RULES | _whole_words(SAFETY_WORDS)


def broken_rules(text: str, rules: Mapping[str, str] = RULES) -> list[str]:
    """Return the names of the rules a text breaks, however it is emphasised and its lines break."""
    plain = " ".join(re.sub(r"[*_]", "", text.lower()).split())
    return [rule for rule, pattern in rules.items() if re.search(pattern, plain)]


class Text(NamedTuple):
    """A text that may be said, and where it stands."""

    file: str
    place: str
    text: str


UNSAID = {
    "": r"(.*\.)?(id|payload)",
    "actions/words.yml": r"(puts_right_by|another_story)\.\d+",
    "tightrope/asem/table1.yml": r".*\.(for\.\d+|dimension)|references\..*\.title",
    "tightrope/safety/help_lines.yml": r".*\.((also|for)\.\d+|country|chat|source|doubt)",
}
"""File -> places in it that are not said; those under "" in no file."""

_ID = re.compile(r"[a-z0-9]+([._][a-z0-9]+)+")
"""The name of an entry, such as `anxiety.buffer` or `half_comfort`, named in another."""


def gathered(tree: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Place and text of every string below; an entry of a list goes by its id if it has one."""
    if isinstance(tree, str):
        yield place, tree
    elif isinstance(tree, dict):
        for key, item in tree.items():
            yield from gathered(item, f"{place}.{key}" if place else str(key))
    elif isinstance(tree, list):
        for number, item in enumerate(tree):
            named = item if isinstance(item, dict) else {}
            yield from gathered(item, f"{place}.{named.get('id', named.get('country', number))}")


def texts_of_yaml(file: str) -> list[Text]:
    """Everything said from a YAML file; of the domain, its responses."""
    tree = YAML(typ="safe").load((ROOT / file).read_text(encoding="utf-8"))
    unsaid = re.compile(f"{UNSAID['']}|{UNSAID.get(file, '(?!)')}")
    return [
        Text(file, place, text)
        for place, text in gathered(tree["responses"] if file == "domain.yml" else tree)
        if not unsaid.fullmatch(place) and not _ID.fullmatch(text)
    ]


_TYPESCRIPT = re.compile(
    r"/\*.*?\*/|//[^\n]*"
    r"|^\s*(?P<key>\w+):"
    r"|\"(?P<plain>(?:[^\"\\\n]|\\.)*)\"|'(?P<single>(?:[^'\\\n]|\\.)*)'"
    r"|`(?P<template>(?:[^`\\]|\\.)*)`",
    re.DOTALL | re.MULTILINE,
)
_FILLED_IN = re.compile(r"\$\{([^}]*)\}")


def gathered_strings(source: str) -> Iterator[tuple[str, str]]:
    """Key and text of every string literal in TypeScript; what a template fills in as `{}`."""
    key = ""
    for found in _TYPESCRIPT.finditer(source):
        key = found["key"] or key
        template = found["template"]
        if template is not None:
            yield key, _FILLED_IN.sub("{something}", template)
            for code in _FILLED_IN.findall(template):
                yield from ((key, text) for _, text in gathered_strings(code))
        text = found["plain"] if found["single"] is None else found["single"]
        if text is not None:
            yield key, re.sub(r"\\(.)", r"\1", text)


def texts_of_typescript(file: str) -> list[Text]:
    """Everything said from a file of strings for the widget."""
    source = (ROOT / file).read_text(encoding="utf-8")
    return [Text(file, key, text) for key, text in gathered_strings(source)]
