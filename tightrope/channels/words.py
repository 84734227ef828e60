"""The lines a channel says by itself, read from ``words.yml``."""

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, Extra, constr
from ruamel.yaml import YAML

FILE = Path(__file__).with_name("words.yml")


class TelegramWords(BaseModel):
    """What is said in Telegram only. `commands` are the texts of its menu, by command."""

    group: constr(min_length=1)  # type: ignore[valid-type]
    commands: dict[str, constr(min_length=1, max_length=256)]  # type: ignore[valid-type]

    class Config:
        """A misspelt key is an error, not a line that is never said."""

        extra = Extra.forbid
        allow_mutation = False


class KeptWords(BaseModel):
    """What is kept of a person, a line for each kind."""

    messages: constr(min_length=1)  # type: ignore[valid-type]
    episodes: constr(min_length=1)  # type: ignore[valid-type]
    suggestions: constr(min_length=1)  # type: ignore[valid-type]
    steps: constr(min_length=1)  # type: ignore[valid-type]
    since: constr(min_length=1)  # type: ignore[valid-type]
    promised: constr(min_length=1)  # type: ignore[valid-type]
    linked: constr(min_length=1)  # type: ignore[valid-type]

    class Config:
        """A misspelt key is an error, not a line that is never said."""

        extra = Extra.forbid
        allow_mutation = False


class SlackWords(BaseModel):
    """What is said in Slack only."""

    mentioned: constr(min_length=1)  # type: ignore[valid-type]
    answered_directly: constr(min_length=1)  # type: ignore[valid-type]
    home_title: constr(min_length=1)  # type: ignore[valid-type]
    home_begin: constr(min_length=1)  # type: ignore[valid-type]
    home_kept: constr(min_length=1)  # type: ignore[valid-type]
    home_nothing: constr(min_length=1)  # type: ignore[valid-type]
    kept: KeptWords
    export_button: constr(min_length=1, max_length=75)  # type: ignore[valid-type]
    erase_button: constr(min_length=1, max_length=75)  # type: ignore[valid-type]
    erase_title: constr(min_length=1, max_length=100)  # type: ignore[valid-type]
    erase_text: constr(min_length=1, max_length=300)  # type: ignore[valid-type]
    erase_yes: constr(min_length=1, max_length=30)  # type: ignore[valid-type]
    erase_no: constr(min_length=1, max_length=30)  # type: ignore[valid-type]

    class Config:
        """A misspelt key is an error, not a line that is never said."""

        extra = Extra.forbid
        allow_mutation = False


class Words(BaseModel):
    """One sentence or two for each thing a channel may have to say without the assistant."""

    apology: constr(min_length=1)  # type: ignore[valid-type]
    too_long: constr(min_length=1)  # type: ignore[valid-type]
    too_fast: constr(min_length=1)  # type: ignore[valid-type]
    only_text: constr(min_length=1)  # type: ignore[valid-type]
    old_question: constr(min_length=1)  # type: ignore[valid-type]
    chosen: constr(min_length=1)  # type: ignore[valid-type]
    telegram: TelegramWords
    slack: SlackWords
    page_missing: constr(min_length=1)  # type: ignore[valid-type]

    class Config:
        """A misspelt key is an error, not a line that is never said."""

        extra = Extra.forbid
        allow_mutation = False


@lru_cache(maxsize=1)
def words() -> Words:
    """Read and check ``words.yml``, once.

    Raises:
        pydantic.ValidationError: naming the entry that is missing, empty or unknown.
    """
    return Words.parse_obj(YAML(typ="safe").load(FILE))
