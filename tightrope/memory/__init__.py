"""What Tightrope remembers of a person: episodes, what was offered, and what came of it.

Rows only: no message text, no name, and nothing of Rasa.
"""

from tightrope.memory.person import person_key
from tightrope.memory.store import Episode, Memory, MemoryFileError, Offered

__all__ = ["Episode", "Memory", "MemoryFileError", "Offered", "person_key"]
