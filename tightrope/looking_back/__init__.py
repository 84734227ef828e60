"""Looking back: from what is remembered to an answer to “How are we doing?”, told and drawn.

Pure functions over rows: no Rasa, no database, no clock. Matplotlib is imported when a picture is
drawn, and not before.
"""

from tightrope.looking_back.past import Past, PastEpisode, PastStep
from tightrope.looking_back.picture import draw
from tightrope.looking_back.summary import Finding, Summary, Week, summarise
from tightrope.looking_back.text import described, told
from tightrope.looking_back.words import LookingBackError, load_words

__all__ = [
    "Finding",
    "LookingBackError",
    "Past",
    "PastEpisode",
    "PastStep",
    "Summary",
    "Week",
    "described",
    "draw",
    "load_words",
    "summarise",
    "told",
]
