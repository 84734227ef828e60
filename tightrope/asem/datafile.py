"""Reading the model's YAML files, with errors for the person who edits them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, PydanticValueError, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

if TYPE_CHECKING:
    from importlib.abc import Traversable

_M = TypeVar("_M", bound=BaseModel)

# Pydantic's name for a fault -> what is wrong, and what to do about it, in plain words.
_PLAIN_WORDS = {
    "value_error.missing": ("the field is missing", "Add it"),
    "value_error.extra": ("nobody knows this field", "Remove it, or correct its name"),
    "type_error.none.not_allowed": ("the field is empty", "Fill it in"),
    "type_error.str": ("this is no text", "Write it in quotes"),
    "type_error.integer": ("this is no whole number", "Write digits only, without quotes"),
    "value_error.strictbool": ("this is neither true nor false", "Write 'true', or leave it out"),
}


class Entry(BaseModel):
    """An entry of a data file: read-only, and without fields nobody knows."""

    class Config:
        """Strict and unchanging."""

        allow_mutation = False
        extra = "forbid"


class DataFileError(ValueError):
    """A data file cannot be used. The message says where, what is wrong and what to do.

    `file`, `entry` (an id, a position, or a line) and `field` say where; `fault` and `remedy`
    are sentences without the full stop.
    """

    def __init__(self, file: str, entry: str, field: str, fault: str, remedy: str) -> None:
        self.file, self.entry, self.field = file, entry, field
        self.fault, self.remedy = fault, remedy
        where = ", ".join(part for part in (entry, field and f"field '{field}'") if part)
        super().__init__(f"{file}: {where}: {fault}. {remedy}.")


class FieldError(PydanticValueError):
    """Raised by a model's validator: what is wrong and what to do, without full stops."""

    msg_template = "{fault}"

    def __init__(self, fault: str, remedy: str) -> None:
        super().__init__(fault=fault, remedy=remedy)


def read_mapping(file: Traversable, error: type[DataFileError]) -> dict[Any, Any]:
    """Return the mapping a YAML file holds.

    Raises `error` when the file cannot be read, is no YAML (naming the line), repeats a key, or
    holds anything but a mapping.
    """
    try:
        content = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    except OSError as fault:
        raise error(
            file.name, "file", "", fault.strerror or "cannot be read", "Check the path"
        ) from None
    except UnicodeDecodeError:
        raise error(file.name, "file", "", "it is not UTF-8", "Save it as UTF-8") from None
    except MarkedYAMLError as fault:
        line = f"line {fault.problem_mark.line + 1}" if fault.problem_mark else "file"
        raise error(
            file.name,
            line,
            "",
            # A repeated key is reported with both its texts; the key is enough.
            f"this is not valid YAML: {str(fault.problem).partition(' with value')[0]}",
            "Look at this line and the one above: quotes, indentation, a colon, a repeated key",
        ) from None
    except YAMLError as fault:
        reason = str(fault).splitlines()[0]
        raise error(
            file.name, "file", "", f"this is not valid YAML: {reason}", "Remove what it names"
        ) from None
    if not isinstance(content, dict):
        raise error(
            file.name, "file", "", "it holds no keys and values", "Compare with the packaged file"
        )
    return content


def parse_entry(
    model: type[_M], raw: object, file: str, entry: str, error: type[DataFileError]
) -> _M:
    """Return `raw` as `model`; raises `error` naming the first field at fault."""
    if not isinstance(raw, Mapping):
        raise error(file, entry, "", "it is not a set of fields", "Write it as 'field: value'")
    try:
        return model.parse_obj(raw)
    except ValidationError as invalid:
        first = invalid.errors()[0]
        raise error(file, entry, _field(first["loc"]), *_fault_and_remedy(first)) from None


def _fault_and_remedy(invalid: Mapping[str, Any]) -> tuple[str, str]:
    """Turn one error of pydantic into words for somebody who edits texts."""
    context = invalid.get("ctx", {})
    if "remedy" in context:
        return invalid["msg"], context["remedy"]
    if "enum_values" in context:
        known = ", ".join(str(member) for member in context["enum_values"])
        return "this is none of the words used here", f"Use one of {known}"
    return _PLAIN_WORDS.get(invalid["type"], (invalid["msg"], "Correct it"))


def _field(location: tuple[int | str, ...]) -> str:
    """Write pydantic's location as a person would look for it, counting from one."""
    named = (part for part in location if part != "__key__")
    return " > ".join(f"no. {part + 1}" if isinstance(part, int) else part for part in named)
