"""The Attachment Security Enhancement Model: Table 1 as data, and a pure function that chooses.

Source: Arriaga & Kumashiro (2019), Walking a security tightrope, Current Opinion in Psychology
25, 121-126. How the table became data, and how to change a text: docs/model.md.
"""

from tightrope.asem.balance import Due
from tightrope.asem.balance_file import SMALL_STEP, BalanceError, load_balance
from tightrope.asem.bids import (
    DANGERS,
    Actor,
    Bid,
    Cell,
    Concern,
    Dimension,
    Moment,
    Outcome,
    cell_for,
    dimension_of,
)
from tightrope.asem.choose import Choice, ChosenCaution, Line, choose
from tightrope.asem.datafile import DataFileError
from tightrope.asem.exchange import Also, Confidence, Evidence, Exchange
from tightrope.asem.goals import Goal, GoalsError, Tried, load_goals, next_size
from tightrope.asem.reflections import ReflectionsError, load_reflections
from tightrope.asem.state import Offer, State
from tightrope.asem.table1 import Strategy, Table1, Table1Error, load_table1

__all__ = [
    "DANGERS",
    "SMALL_STEP",
    "Actor",
    "Also",
    "BalanceError",
    "Bid",
    "Cell",
    "Choice",
    "ChosenCaution",
    "Concern",
    "Confidence",
    "DataFileError",
    "Dimension",
    "Due",
    "Evidence",
    "Exchange",
    "Goal",
    "GoalsError",
    "Line",
    "Moment",
    "Offer",
    "Outcome",
    "ReflectionsError",
    "State",
    "Strategy",
    "Table1",
    "Table1Error",
    "Tried",
    "cell_for",
    "choose",
    "dimension_of",
    "load_balance",
    "load_goals",
    "load_reflections",
    "load_table1",
    "next_size",
]
