"""Taking out of a message what tells who wrote it and where, before it is kept for teaching."""

from tightrope.pseudonyms.replace import load_entities, pseudonymise

__all__ = ["load_entities", "pseudonymise"]
