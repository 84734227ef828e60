"""Labels in words, as they are told to a teacher."""

from __future__ import annotations

from tightrope.teaching.codebook import Codebook
from tightrope.teaching.judgement import Judgement

_NONE = "none"


def in_words(judged: Judgement, book: Codebook) -> str:
    """A judgement in a line: `seeking reassurance, the partner's, tension`."""
    if judged.talk is not None:
        return f"no story ({judged.talk})"
    named = [("concern", judged.concern)] if judged.concern != _NONE else []
    named.append(("bid", judged.bid))
    named += [("also", judged.also)] if judged.also != _NONE else []
    named += [("actor", judged.actor)] if judged.bid != _NONE else []
    named.append(("moment", judged.moment))
    named += [("domain", judged.domain)] if judged.domain != "partner" else []
    words = {field: book.name_of(field, label) for field, label in named}
    if "also" in words:
        words["also"] = f"and {words['also']}"
    if "domain" in words:
        words["domain"] = f"about: {words['domain']}"
    return ", ".join(words.values())
