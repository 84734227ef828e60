"""What Tightrope remembers of a person: episodes, what was offered, and what came of it.

Rows only: no message text, no name, and nothing of Rasa.
"""

from tightrope.memory.check_backs import CheckBack
from tightrope.memory.goals import TakenStep
from tightrope.memory.person import person_key
from tightrope.memory.pictures import forget_pictures, keep_picture, read_picture
from tightrope.memory.store import (
    SAME_EPISODE,
    Episode,
    Memory,
    MemoryFileError,
    Offered,
    PastEpisode,
)

__all__ = [
    "SAME_EPISODE",
    "CheckBack",
    "Episode",
    "Memory",
    "MemoryFileError",
    "Offered",
    "PastEpisode",
    "TakenStep",
    "forget_pictures",
    "keep_picture",
    "person_key",
    "read_picture",
]
