"""The texts of words.yml, checked when first used."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from tightrope.said import Button, Said, Strict

FILE = "actions/words.yml"


class WordsError(ValueError):
    """words.yml cannot be used; names the entry and the fault."""


class WhyWords(Strict):
    """The pieces of the answer to “why this?”."""

    heard: str
    heard_in: str
    heard_asked: str
    where: str
    adapted: str
    sources: str
    model: str
    button: Button
    bid: dict[str, str]
    actor: dict[str, str]


class Words(Strict):
    """Everything in words.yml."""

    ask_bid: Said
    ask_actor: Said
    ask_moment: Said
    no_bid: tuple[str, ...]
    no_bid_question: Said
    nothing_yet: Said
    try_this: str
    say_partner: str
    say_self: str
    caution: str
    coach_buttons: tuple[Button, ...]
    calm_button: Button
    tension_button: Button
    helped: tuple[str, ...]
    did_not_help: tuple[str, ...]
    started_over: Said
    why: WhyWords


@lru_cache(maxsize=1)
def words() -> Words:
    """The texts.

    Raises:
        WordsError: The file is no YAML, or an entry is missing, unknown or of the wrong kind.
    """
    try:
        tree = YAML(typ="safe").load((files("actions") / "words.yml").read_text(encoding="utf-8"))
        return Words.parse_obj(tree)
    except YAMLError as error:
        raise WordsError(f"{FILE} is not valid YAML: {error}") from error
    except ValidationError as error:
        faults = "; ".join(
            f"{' > '.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()
        )
        raise WordsError(f"{FILE}: {faults}. Correct these entries.") from error
