"""A message and its buttons, as they stand in the YAML files of texts."""

from __future__ import annotations

from pydantic import BaseModel, Extra


class Strict(BaseModel):
    """A part of a file of texts: a misspelt key is an error, and nothing changes once read."""

    class Config:
        """Strict and unchanging."""

        extra = Extra.forbid
        allow_mutation = False


class Button(Strict):
    """What a button shows, and the message it sends."""

    title: str
    payload: str


class Said(Strict):
    """One message with its buttons."""

    text: str
    buttons: tuple[Button, ...] = ()
