"""What Tightrope remembers of a person: episodes, what was offered, and what came of it.

Rows only: no name, no message text but the inbox's (pseudonymised, and with consent), and nothing
of Rasa but the rows of its conversations.
"""

from tightrope.memory.annotations import Annotation
from tightrope.memory.check_backs import CheckBack
from tightrope.memory.conversations import (
    Line,
    conversation_of,
    conversations_file,
    erase_conversations,
)
from tightrope.memory.exports import EXPORTS, forget_exports, keep_export, read_export
from tightrope.memory.goals import TakenStep
from tightrope.memory.inbox import HEARD, REASONS, InboxItem
from tightrope.memory.links import Linked
from tightrope.memory.person import person_key
from tightrope.memory.pictures import PICTURES, forget_pictures, keep_picture, read_picture
from tightrope.memory.store import (
    SAME_EPISODE,
    Episode,
    KeptEpisode,
    Memory,
    MemoryFileError,
    Offered,
    PastEpisode,
)
from tightrope.memory.stored import Stored, stored
from tightrope.memory.teachers import (
    ANNOTATOR,
    MAINTAINER,
    ROLES,
    Teacher,
    TeacherError,
)

__all__ = [
    "ANNOTATOR",
    "EXPORTS",
    "HEARD",
    "MAINTAINER",
    "PICTURES",
    "REASONS",
    "ROLES",
    "SAME_EPISODE",
    "Annotation",
    "CheckBack",
    "Episode",
    "InboxItem",
    "KeptEpisode",
    "Line",
    "Linked",
    "Memory",
    "MemoryFileError",
    "Offered",
    "PastEpisode",
    "Stored",
    "TakenStep",
    "Teacher",
    "TeacherError",
    "conversation_of",
    "conversations_file",
    "erase_conversations",
    "forget_exports",
    "forget_pictures",
    "keep_export",
    "keep_picture",
    "person_key",
    "read_export",
    "read_picture",
    "stored",
]
