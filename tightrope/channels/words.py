"""The lines a channel says by itself, read from ``words.yml``."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import constr
from ruamel.yaml import YAML

from tightrope.said import Strict

FILE = Path(__file__).with_name("words.yml")

if TYPE_CHECKING:
    Line = str
    MenuLine = str
    ButtonTitle = str
    DialogTitle = str
    DialogText = str
    DialogButton = str
else:
    Line = constr(min_length=1)
    # What Slack and Telegram show of such texts at most.
    MenuLine = constr(min_length=1, max_length=256)
    ButtonTitle = constr(min_length=1, max_length=75)
    DialogTitle = constr(min_length=1, max_length=100)
    DialogText = constr(min_length=1, max_length=300)
    DialogButton = constr(min_length=1, max_length=30)


class TelegramWords(Strict):
    """What is said in Telegram only. `commands` are the texts of its menu, by command."""

    group: Line
    commands: dict[str, MenuLine]


class KeptWords(Strict):
    """What is kept of a person, a line for each kind."""

    messages: Line
    episodes: Line
    suggestions: Line
    steps: Line
    since: Line
    promised: Line
    linked: Line


class SlackWords(Strict):
    """What is said in Slack only."""

    mentioned: Line
    answered_directly: Line
    home_title: Line
    home_begin: Line
    home_kept: Line
    home_nothing: Line
    kept: KeptWords
    export_button: ButtonTitle
    erase_button: ButtonTitle
    erase_title: DialogTitle
    erase_text: DialogText
    erase_yes: DialogButton
    erase_no: DialogButton


class Words(Strict):
    """One sentence or two for each thing a channel may have to say without the assistant."""

    apology: Line
    too_long: Line
    too_fast: Line
    only_text: Line
    old_question: Line
    chosen: Line
    telegram: TelegramWords
    slack: SlackWords
    page_missing: Line


@lru_cache(maxsize=1)
def words() -> Words:
    """Read and check ``words.yml``, once.

    Raises:
        pydantic.ValidationError: naming the entry that is missing, empty or unknown.
    """
    return Words.parse_obj(YAML(typ="safe").load(FILE))
