"""One file of data/nlu, line by line: where each example stands, and the file with others in it.

ruamel.yaml says where an example begins and ends; its lines are then moved as they are. So
comments, quotes, blanks and line endings stay what they were, and a file of 10,000 lines takes a
tenth of a second, where reading and writing all of it anew with ruamel.yaml takes seven.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from tightrope.teaching.codebook import FIELDS

UNASKED = "unasked"
ALLOWED: dict[str, tuple[str, ...]] = {
    "bid": (*FIELDS["bid"], UNASKED),
    "also": FIELDS["also"],
    "actor": ("self", "partner", "both"),
    "moment": FIELDS["moment"],
    "concern": (*FIELDS["concern"], UNASKED),
}
"""What stands beside an example, as docs/examples.md lists it."""

_ALL_ALLOWED = "; ".join(f"{name}: {', '.join(of)}" for name, of in ALLOWED.items())
_VERSION = "3.1"
_STRING = "tag:yaml.org,2002:str"
_NOT_IN_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RASA_STRIPS = "\n\r "


class LayoutError(ValueError):
    """A file cannot be taken apart: `line` (from 1) says where, the words what to do."""

    def __init__(self, line: int, fault: str) -> None:
        self.line = line
        super().__init__(fault)


@dataclass(frozen=True)
class Entry:
    """One example: what Rasa reads of it, and its lines with the comments above them."""

    text: str
    metadata: dict[str, str]
    lines: str

    @property
    def comments(self) -> str:
        """The comments above it; a file of lines has none."""
        lines = self.lines.splitlines(keepends=True)
        above = takewhile(lambda line: not line.strip() or line.lstrip().startswith("#"), lines)
        return "".join(line for line in above if line.strip())

    @property
    def order(self) -> tuple[str, str]:
        """What the examples of a file are sorted by: the text, whatever its capitals."""
        return self.text.casefold(), self.text


@dataclass(frozen=True)
class Layout:
    """A file taken apart.

    Attributes:
        intent: The intent that all its examples teach.
        labelled: Whether examples stand in a list with `text:`, or as one line each.
        indent: What stands before the dash of an example.
        head: Everything before the first example.
        entries: The examples, in their order.
        tail: Everything behind the last.
        newline: How its lines end.
        complete: Whether its last line ends, too.
    """

    intent: str
    labelled: bool
    indent: str
    head: str
    entries: tuple[Entry, ...]
    tail: str
    newline: str
    complete: bool

    def with_entries(self, entries: Iterable[Entry]) -> Layout:
        """The same file with these examples, sorted."""
        return replace(self, entries=tuple(sorted(entries, key=lambda entry: entry.order)))

    def content(self) -> str:
        """The file put together again."""
        lines = "".join([self.head, *(entry.lines for entry in self.entries), self.tail])
        return lines if self.complete else lines.removesuffix(self.newline)


def take_apart(content: str, intent: str) -> Layout:
    """Finds the examples of a file.

    Args:
        content: The file, its line endings as they are.
        intent: The intent it has to teach: its name.

    Raises:
        LayoutError: It is broken, or holds anything but a list of examples of this intent.
    """
    mark = content[:1] if content.startswith("\ufeff") else ""
    body = content[len(mark) :]
    newline = "\r\n" if "\r\n" in body else "\n"
    complete = body.endswith("\n")
    source = body if complete else body + newline
    key, examples = _examples(_composed(source), intent)
    start = _after_line(source, key.end_mark.index)
    if isinstance(examples, SequenceNode):
        entries, end = _listed(source, start, examples)
        indent = " " * examples.start_mark.column
    else:
        entries, end = _by_line(source, start, examples)
        first = entries[0].lines.lstrip("\r\n")
        indent = first[: len(first) - len(first.lstrip())]
    return Layout(
        intent=intent,
        labelled=isinstance(examples, SequenceNode),
        indent=indent,
        head=mark + source[:start],
        entries=tuple(entries),
        tail=source[end:],
        newline=newline,
        complete=complete,
    )


def _composed(source: str) -> Any:
    wrong = _NOT_IN_YAML.search(source)
    if wrong:
        line = source.count("\n", 0, wrong.start()) + 1
        raise LayoutError(line, "a sign stands here that YAML does not allow. Write this line anew")
    try:
        return YAML(typ="safe").compose(source)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise LayoutError(
            mark.line + 1 if mark else 1,
            "this is not valid YAML. Look here and at the line above for an apostrophe that is "
            "not doubled, a missing quote, or blanks at the beginning",
        ) from None
    except YAMLError:
        raise LayoutError(1, "this is not valid YAML. Compare with another file") from None


def _examples(root: Any, intent: str) -> tuple[Any, Any]:
    """The key `examples` and what stands under it."""
    top = _fields(root, {"version", "nlu"}, "`version` and `nlu`")
    version, blocks = top["version"][1], top["nlu"][1]
    if not isinstance(version, ScalarNode) or version.value != _VERSION:
        raise LayoutError(_line(version), f'the version is another than "{_VERSION}". Write that')
    if not isinstance(blocks, SequenceNode) or len(blocks.value) != 1:
        raise LayoutError(_line(blocks), "a file holds one intent. Move others to their own files")
    block = _fields(blocks.value[0], {"intent", "examples"}, "`intent` and `examples`")
    name = block["intent"][1]
    if not isinstance(name, ScalarNode) or name.value != intent:
        raise LayoutError(_line(name), "the intent is another than the file's name. Write that")
    key, examples = block["examples"]
    listed = isinstance(examples, SequenceNode) and not examples.flow_style
    by_line = isinstance(examples, ScalarNode) and examples.style == "|"
    if not (listed or by_line) or not examples.value:
        raise LayoutError(
            _line(key), "there is no list of examples under it. Compare with another file"
        )
    return key, examples


def _fields(node: Any, wanted: set[str], named: str) -> dict[str, tuple[Any, Any]]:
    """The keys of a mapping with their nodes, if they are these, each once."""
    if not isinstance(node, MappingNode):
        raise LayoutError(_line(node), f"there must be {named} here, and there is something else")
    found = {key.value: (key, value) for key, value in node.value if isinstance(key, ScalarNode)}
    if found.keys() != wanted or len(node.value) != len(wanted):
        raise LayoutError(_line(node), f"there must be {named} here, each once, and nothing else")
    return found


def _line(node: Any) -> int:
    return int(node.start_mark.line) + 1 if node is not None else 1


def _after_line(source: str, position: int) -> int:
    """Where the line ends that holds what ends at this position."""
    if position and source[position - 1] == "\n":
        return position
    return source.find("\n", position) + 1 or len(source)


def _listed(source: str, start: int, examples: Any) -> tuple[list[Entry], int]:
    entries: list[Entry] = []
    for item in examples.value:
        text, metadata = _example(item)
        began = source.rfind("\n", 0, item.start_mark.index) + 1
        if began < start:
            raise LayoutError(_line(item), "two examples share a line. Give each its own")
        end = _after_line(source, _end(item))
        entries.append(Entry(text, metadata, source[start:end]))
        start = end
    return entries, start


def _end(node: Any) -> int:
    """Where a node ends. One in block style ends with its last part: its own mark is the next."""
    if isinstance(node, ScalarNode) or node.flow_style:
        return int(node.end_mark.index)
    parts = (
        node.value if isinstance(node, SequenceNode) else [p for pair in node.value for p in pair]
    )
    return max(map(_end, parts), default=int(node.end_mark.index))


def _example(item: Any) -> tuple[str, dict[str, str]]:
    fault = "an example has `text:` with words in quotes, and may have `metadata:`; nothing else"
    if not isinstance(item, MappingNode):
        raise LayoutError(_line(item), fault)
    keys = [getattr(key, "value", None) for key, _ in item.value]
    if "text" not in keys or not {*keys} <= {"text", "metadata"} or len({*keys}) != len(keys):
        raise LayoutError(_line(item), fault)
    found = {key.value: value for key, value in item.value}
    text = found["text"]
    if not isinstance(text, ScalarNode) or text.tag != _STRING:
        raise LayoutError(_line(text), fault)
    return text.value.strip(_RASA_STRIPS), _metadata(found.get("metadata"))


def _metadata(node: Any) -> dict[str, str]:
    if node is None:
        return {}
    if not isinstance(node, MappingNode):
        raise LayoutError(_line(node), "the labels must stand between braces, as `name: value`")
    labels: dict[str, str] = {}
    for key, value in node.value:
        allowed = ALLOWED.get(key.value, ()) if isinstance(key, ScalarNode) else ()
        if not isinstance(value, ScalarNode) or value.value not in allowed or key.value in labels:
            raise LayoutError(
                _line(key),
                "a label here is unknown, stands twice or has an unknown value. "
                f"Allowed: {_ALL_ALLOWED}",
            )
        labels[key.value] = value.value
    return labels


def _by_line(source: str, start: int, examples: Any) -> tuple[list[Entry], int]:
    entries: list[Entry] = []
    end = start
    for line_start, line_end in _line_spans(source, start, examples.end_mark.index):
        line = source[line_start:line_end].strip()
        if not line:
            continue
        if not line.startswith("-"):
            number = source.count("\n", 0, line_start) + 1
            raise LayoutError(number, "an example begins with a dash. Write one before it")
        entries.append(Entry(line[1:].strip(), {}, source[end:line_end]))
        end = line_end
    # Rasa's way to read them: https://github.com/RasaHQ/rasa, formats/rasa_yaml.py.
    read = [line[1:].strip() for line in examples.value.splitlines() if line.startswith("-")]
    if [entry.text for entry in entries] != read or not entries:
        raise LayoutError(_line(examples), "the examples stand at different depths. Align them")
    return entries, end


def _line_spans(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        after = source.find("\n", start) + 1 or len(source)
        yield start, after
        start = after
