"""The lines a channel says by itself, read from ``words.yml``."""

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, Extra, constr
from ruamel.yaml import YAML

FILE = Path(__file__).with_name("words.yml")


class Words(BaseModel):
    """One sentence or two for each thing a channel may have to say without the assistant."""

    apology: constr(min_length=1)  # type: ignore[valid-type]
    too_long: constr(min_length=1)  # type: ignore[valid-type]
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
