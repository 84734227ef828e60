"""A message without who and where: it can be taught from, and tells nobody whose it was.

What tells by its shape goes by patterns (`personal_patterns.py`), names and places by spaCy's
entities and by lists (`names.yml`), since people here write “my bf jake”, and spaCy's small
model needs capitals for most of what it finds.

Why no library: presidio-analyzer wants Python 3.11 and pydantic 2, which Rasa 3.6 rules out;
scrubadub pins textblob 0.15.3 and leaves names in lower case (LeapBeyond/scrubadub#19). Both would
find names by the spaCy model that is here already.

This is no anonymisation: a story can be known by what happened in it. Nor is it perfect;
`tests/pseudonyms/messages.yml` measures how far it goes, and docs/teaching.md says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from ruamel.yaml import YAML

from tightrope.pseudonyms.personal_patterns import KINDS, without_shapes
from tightrope.said import Strict

LONGEST = 8000
"""Characters of one message that are kept; nobody reads more of it, nor teaches from it."""

NAME, PLACE, ORGANISATION = "NAME", "PLACE", "ORGANISATION"
_STAND_IN = re.compile(rf"(?:{NAME}|{PLACE}|{ORGANISATION})\d+|{'|'.join(sorted(KINDS))}")
_KIND_OF = {
    "PERSON": NAME,
    "GPE": PLACE,
    "LOC": PLACE,
    "FAC": PLACE,
    "ORG": ORGANISATION,
}
_NOBODY = frozenset({"DATE", "TIME", "NORP", "LANGUAGE", "EVENT"})
"""What spaCy finds that tells nobody who it was: days, peoples, tongues, feasts."""
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:['’-][^\W\d_]+)*(?![\w])")
_ABBREVIATION = 4
"""Letters up to which a word in capitals is taken for an abbreviation."""
_PROPER = ("NNP", "NNPS")
_SUFFIX = re.compile(r"['’](?:s|ll|d|ve|re|m)$", re.IGNORECASE)
_BEGINS = re.compile(r"[.!?\n:;\"“”(*•-]\s*$")


class NameLists(Strict):
    """The lists of names.yml."""

    first_names: frozenset[str]
    names_and_words: frozenset[str]
    family_names: frozenset[str]
    family_names_and_words: frozenset[str]
    places: frozenset[str]
    places_and_words: frozenset[str]
    before_a_place: frozenset[str]
    kept: frozenset[str]
    before_a_name: frozenset[str]
    told_to: frozenset[str]
    behind_a_name: frozenset[str]
    seasons: frozenset[str]
    helping_verbs: frozenset[str]
    speaks: frozenset[str]
    joins: frozenset[str]
    pronouns: frozenset[str]


@lru_cache(maxsize=1)
def name_lists() -> NameLists:
    """The lists, read once."""
    text = (files("tightrope.pseudonyms") / "names.yml").read_text(encoding="utf-8")
    return NameLists.parse_obj({k: v.split() for k, v in YAML(typ="safe").load(text).items()})


@dataclass
class _Word:
    """One word: where it stands, how it is looked up, what spaCy says, what it turns out to be."""

    start: int
    end: int
    text: str
    key: str
    begins: bool
    follows: bool
    """Nothing but a blank stands between it and the word before."""
    beside: bool = False
    """It stands between commas, as in “my ex, amber, texted”."""
    plain: bool = False
    """It is in no case a name of its own."""
    unknown: bool = False
    """spaCy's model has never seen it."""
    tag: str = ""
    heard: str | None = None
    kind: str | None = None

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def pseudonymise(text: str, nlp: Any) -> str:
    """The message with stand-ins for whatever tells who and where; never fails.

    >>> import spacy
    >>> pseudonymise("told sarah i'd call, sarah gave me 07700 900123", spacy.blank("en"))
    "told NAME1 i'd call, NAME1 gave me PHONE"

    Args:
        text: What somebody wrote.
        nlp: spaCy's English model with tagger and entities; see `load_entities`.
    """
    text = without_shapes(_tidied(text))
    words = _words(text)
    _hear(text, words, nlp)
    shouted = _shouted(text)
    for number, word in enumerate(words):
        word.kind = _kind(words, number, shouted)
    _family_names(words)
    _again(words)
    return _spoken(text, words)


def load_entities() -> Any:
    """spaCy's English model as far as this needs it."""
    import spacy

    from tightrope.understanding.spacy_model import ENGLISH, model_folder

    return spacy.load(model_folder(ENGLISH), exclude=["parser", "lemmatizer"])


def _tidied(text: str) -> str:
    """The text without what hides the shape of things, and not longer than is read."""
    # A joiner holds emoji together; other invisible signs only split what a pattern looks for.
    seen = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cs") or c == "\u200d")
    seen = seen.replace("＠", "@").replace("．", ".")
    if len(seen) <= LONGEST:
        return seen
    # Half an address would no longer look like one.
    return seen[:LONGEST].rpartition(" ")[0]


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    taken = [found.span() for found in _STAND_IN.finditer(text)]
    for found in _WORD.finditer(text):
        if any(start <= found.start() < end for start, end in taken):
            continue
        plain = _SUFFIX.sub("", found[0])
        before = words[-1].end if words else 0
        between = text[before : found.start()]
        end = found.start() + len(plain)
        key = plain.replace("’", "'").casefold()
        begins = not text[: found.start()].strip() or _BEGINS.search(between) is not None
        follows = bool(words) and bool(re.fullmatch(r"(?:['’]s)?\s+", between))
        beside = between.strip() == "," and text[end : end + 1] == ","
        words.append(_Word(found.start(), end, plain, key, begins, follows, beside))
    return words


def _shouted(text: str) -> bool:
    """Whether capitals say nothing, because all of it is in capitals."""
    letters = [c for c in _STAND_IN.sub("", text) if c.isalpha()]
    return len(letters) > 8 and sum(c.isupper() for c in letters) > 0.6 * len(letters)


def _hear(text: str, words: list[_Word], nlp: Any) -> None:
    """Notes at each word what spaCy says of it."""
    low, known = text.lower(), _known_words(nlp)
    doc = nlp(low if _shouted(text) and len(low) == len(text) else text)
    tags = {token.idx: token.tag_ for token in doc}
    for word in words:
        word.tag = tags.get(word.start, "")
        word.plain = _is_plain(word, nlp)
        word.unknown = word.key not in known
    for entity in doc.ents:
        kind = _KIND_OF.get(entity.label_)
        if entity.label_ in _NOBODY:
            for word in words:
                word.plain |= entity.start_char <= word.start < entity.end_char
        if kind is None:
            continue
        inside = [w for w in words if entity.start_char <= w.start < entity.end_char]
        for word in _named(inside):
            word.heard = kind


@lru_cache(maxsize=1)
def _known_words(nlp: Any) -> frozenset[str]:
    """The words the model came with, for it adds to them all it reads."""
    return frozenset(nlp.vocab.strings)


def _named(inside: list[_Word]) -> list[_Word]:
    """The words of an entity from its first that is a name to its last."""
    names = [n for n, word in enumerate(inside) if not word.plain]
    return inside[names[0] : names[-1] + 1] if names else []


def _is_plain(word: _Word, nlp: Any) -> bool:
    """Whether a word is in no case a name of its own."""
    small = word.key.split("'")[0] in nlp.Defaults.stop_words or word.key in nlp.Defaults.stop_words
    return small or word.key in name_lists().kept


def _kind(words: list[_Word], number: int, shouted: bool) -> str | None:
    """What a word stands for, or None where it stays."""
    lists, word = name_lists(), words[number]
    before = words[number - 1] if number and word.follows else None
    if word.key in lists.names_and_words:
        beside = word.beside and words[number - 1].key in lists.before_a_name
        return NAME if beside or _named_here(words, number, shouted) else None
    if word.key in lists.kept:
        return None
    if word.beside and words[number - 1].key in lists.before_a_name and not word.plain:
        return NAME
    if _is_first_name(word.key):
        return NAME
    place = _place(words, number)
    if place:
        return place
    capital = word.capital and not shouted
    related = before is not None and before.key in lists.before_a_name
    proper = word.tag in _PROPER
    may_be = not word.plain and word.key not in lists.before_a_name
    may_be = may_be and word.key.removesuffix("s") not in lists.kept
    if related and may_be and ((capital and not word.begins) or proper):
        return NAME
    if _is_introduced(words, number) or (related and may_be and _acts(words, number)):
        return NAME
    if word.heard and _is_heard(word, capital, proper):
        return word.heard
    return NAME if capital and proper and may_be and _stands_out(word) else None


def _acts(words: list[_Word], number: int) -> bool:
    """Whether a noun is the subject of what follows: “my boyfriend marcello left”."""
    word, after = words[number], words[number + 1 : number + 2]
    acts = bool(after) and after[0].follows and after[0].tag in ("VBD", "VBZ", "MD")
    return acts and word.unknown and word.tag == "NN"


def _stands_out(word: _Word) -> bool:
    """Whether a capital within a sentence is that of a name nobody has listed."""
    return not word.begins and word.follows and not word.text.isupper() and len(word.text) > 2


def _is_introduced(words: list[_Word], number: int) -> bool:
    """Whether “named” or “her name is” stands before a word."""
    before = [word.key for word in words[max(0, number - 2) : number]]
    named = before[-1:] == ["named"] or before in (["name", "is"], ["name", "was"])
    short = before[-1:] == ["name"] and words[number].start - words[number - 1].end > 2
    return words[number].follows and not words[number].plain and (named or short)


def _is_heard(word: _Word, capital: bool, proper: bool) -> bool:
    """Whether spaCy is to be believed; beginnings and abbreviations mislead it."""
    if word.key.removesuffix("s") in name_lists().before_a_name:
        return False
    if not capital:
        return proper and word.heard != ORGANISATION
    if word.text.isupper() and len(word.text) <= _ABBREVIATION:
        return False
    return proper or not word.begins


def _is_first_name(key: str) -> bool:
    """Whether it is one, or two with a dash, or one with the s of “jakes phone”."""
    known = name_lists().first_names
    parts = key.split("-")
    whose = key.endswith("s") and len(key) > 4 and key[-3:] != "ies" and key[:-1] in known
    either = known | name_lists().names_and_words
    double = len(parts) > 1 and parts[0] in known and all(part in either for part in parts)
    return key in known or whose or double


def _place(words: list[_Word], number: int) -> str | None:
    known, word = name_lists().places, words[number]
    after = words[number + 1] if number + 1 < len(words) else None
    before = words[number - 1] if number else None
    if word.key in known:
        return PLACE
    to_it = before is not None and word.follows and before.key in name_lists().before_a_place
    if word.key in name_lists().places_and_words and word.text.istitle() and to_it:
        return PLACE
    if after and after.follows and f"{word.key}-{after.key}" in known:
        return PLACE
    if before and word.follows and f"{before.key}-{word.key}" in known:
        return PLACE
    return None


def _named_here(words: list[_Word], number: int, shouted: bool) -> bool:
    """Whether a word that may be a name is one, by what stands around it."""
    lists, word = name_lists(), words[number]
    before = words[number - 1].key if number and word.follows else ""
    behind = words[number + 1] if number + 1 < len(words) else None
    after = behind.key if behind and behind.follows else ""
    possessed = behind is not None and behind.start - word.end > 2 and behind.follows
    if word.capital and not shouted:
        if word.key in lists.seasons:
            addressed = before in lists.before_a_name | lists.told_to
            return addressed or after in lists.speaks
        if not word.begins:
            return True
        return after in lists.behind_a_name or word.heard == NAME or possessed
    if before in lists.before_a_name:
        return word.key not in lists.helping_verbs or after in lists.speaks
    if before in lists.told_to:
        return after not in lists.pronouns
    if possessed:
        return word.key not in (lists.seasons | lists.helping_verbs)
    return after in lists.speaks and (word.begins or before in lists.joins)


def _family_names(words: list[_Word]) -> None:
    """Takes the family name along with the first name, or with the title."""
    lists = name_lists()
    for before, word in pairwise(words):
        if word.kind or not word.follows or word.key in lists.kept:
            continue
        known = word.key in lists.family_names
        either = known or word.key in lists.family_names_and_words
        proper = word.capital and (either or word.tag in _PROPER)
        titled = before.key in ("mr", "mrs", "ms", "dr", "mx", "professor", "prof")
        if (before.kind == NAME and (known or proper)) or (titled and (either or proper)):
            word.kind = NAME


def _again(words: list[_Word]) -> None:
    """A name that was found once goes wherever it stands, however it is written."""
    lists = name_lists()
    found = {word.key: word.kind for word in words if word.kind and len(word.key) > 2}
    for word in words:
        if word.kind is None and word.key in found and word.key not in lists.kept:
            is_word = word.key in lists.names_and_words | lists.family_names_and_words
            # In lower case, a short one is more likely another word.
            plain = not is_word and (word.capital or len(word.key) > 3)
            if plain or (word.capital and word.key not in lists.seasons):
                word.kind = found[word.key]


def _spoken(text: str, words: list[_Word]) -> str:
    """The text with a stand-in for each run of words that are one name."""
    numbers: dict[tuple[str, str], int] = {}
    pieces, end = [], 0
    for run in _runs(words):
        kind = str(run[0].kind)
        pieces += [text[end : run[0].start], kind + str(_number(numbers, kind, run))]
        end = run[-1].end
    return "".join([*pieces, text[end:]])


def _runs(words: list[_Word]) -> Iterator[list[_Word]]:
    run: list[_Word] = []
    for word in words:
        goes_on = run and word.kind == run[-1].kind and word.follows
        if run and not (goes_on and word.start - run[-1].end < 2):
            yield run
            run = []
        if word.kind:
            run.append(word)
    if run:
        yield run


def _number(numbers: dict[tuple[str, str], int], kind: str, run: list[_Word]) -> int:
    """The number of a name: that of a name before with which it shares a part, or the next."""
    keys = [word.key.removesuffix("s") if kind == NAME else word.key for word in run]
    known = [numbers[kind, key] for key in keys if (kind, key) in numbers]
    highest = max((n for (of, _), n in numbers.items() if of == kind), default=0)
    number = known[0] if known else highest + 1
    for key in keys:
        numbers.setdefault((kind, key), number)
    return number
