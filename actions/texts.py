"""Reading every text that may be said, so that a fault in one is told when the actions start."""

from __future__ import annotations

from actions.words import beginnings, words
from tightrope.asem import load_balance, load_goals, load_table1
from tightrope.asem.reflections import load_reflections
from tightrope.looking_back import load_words as load_looking_back
from tightrope.safety.country_names import country_code
from tightrope.safety.guidance import load_guidance
from tightrope.safety.help_lines import load_help_lines


def read_all() -> None:
    """Reads and checks all files of texts.

    Raises:
        DataFileError: One of them cannot be used; names file, entry and fault.
        WordsError: The same of words.yml and beginnings.yml.
    """
    words()
    beginnings()
    load_table1()
    load_reflections()
    load_balance()
    load_goals()
    load_looking_back()
    load_guidance()
    load_help_lines()
    country_code("")
