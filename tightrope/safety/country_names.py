"""Countries by the names that people use for them."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

from tightrope.safety.help_lines import load_help_lines, plain_name


def country_code(text: str) -> str | None:
    """The ISO 3166-1 code of a country if a text names one and says nothing else.

    >>> country_code("I'm in the UK")
    'GB'
    >>> country_code("Jamaica, please")
    'JM'
    >>> country_code("we met in Kenya") is None
    True
    """
    return _codes().get(plain_name(text))


def country_name(code: str) -> str:
    """The English name of a country; the code itself where there is none.

    >>> country_name("JM")
    'Jamaica'
    """
    country = load_help_lines().by_code.get(code)
    return country.name if country else _names().get(code, code)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Unicode's English names by code, regions of the world left out."""
    territories = Locale("en").territories
    return {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha()}


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    by_name = {plain_name(name): code for code, name in _names().items()}
    return {**by_name, **load_help_lines().code_of}
