"""Who sits at the terminal.

Whoever has the terminal has the database as well, so a token would keep nobody out: a name says
enough, and none is needed where only one person can be meant.
"""

from __future__ import annotations

import shlex

from tightrope.memory import MAINTAINER, Memory, Teacher, TeacherError


def teacher_at_terminal(memory: Memory, name: str | None) -> Teacher:
    """The teacher of this name, or without a name the only one who teaches.

    Raises:
        TeacherError: There is none, or there are several; says what to do.
    """
    return _named(memory, name) if name is not None else _only(memory, "teaches", "teach", "")


def maintainer_at_terminal(memory: Memory, name: str | None) -> Teacher:
    """The maintainer of this name, or without a name the only one there is.

    Raises:
        TeacherError: There is none, there are several, or it is an annotator; says what to do.
    """
    if name is None:
        return _only(memory, "is a maintainer", "are maintainers", MAINTAINER)
    found = _named(memory, name)
    if found.role != MAINTAINER:
        raise TeacherError(f"Only a maintainer can do this, and {found.name} is an annotator.")
    return found


def _named(memory: Memory, name: str) -> Teacher:
    name = " ".join(name.split())
    found = memory.teachers.named(name)
    if found is None:
        names = ", ".join(teacher.name for teacher in memory.teachers.all()) or "nobody yet"
        raise TeacherError(f"There is no teacher {name!r}. Those who teach: {names}.")
    if not found.active:
        raise TeacherError(
            f"{name} does not teach any more. To change that: "
            f"tightrope teach invite {shlex.quote(name)}"
        )
    return found


def _only(memory: Memory, does: str, do: str, role: str) -> Teacher:
    found = [one for one in memory.teachers.all() if one.active and role in ("", one.role)]
    if not found:
        how = f" --role {role}" if role and memory.teachers.all() else ""
        raise TeacherError(f"Nobody {does} yet. Add somebody: tightrope teach invite NAME{how}")
    if len(found) > 1:
        names = " and ".join((", ".join(one.name for one in found[:-1]), found[-1].name))
        raise TeacherError(f"{names} {do}. Say who you are: --as NAME")
    return found[0]
