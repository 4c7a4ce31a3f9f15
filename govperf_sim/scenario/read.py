"""YAML as data with the place of every value.

The text is composed into nodes (see :mod:`govperf_sim.scenario.compose`), and the nodes are turned into plain values
here, because a node knows its line and column.  Lists become tuples.  Everything that would be lost or
guessed on the way is a fault: a key given twice, a key that is no word, a tag, a date that does not exist.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from govperf_sim.errors import Fault
from govperf_sim.scenario.compose import compose
from govperf_sim.scenario.pages import Page

Address = tuple[str | int, ...]
MOST_VALUES = 100_000
"""A page with more values than this is refused: aliases of aliases can mean more than any memory holds."""
MOST_DIGITS = 15
"""Whole numbers beyond this are not exact as floating-point numbers."""

_DATE = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)$")


class Unread(Enum):
    """Stands where a value could not be read, so that the fault is not followed by faults of what it left behind."""

    HERE = "unread"


class Spot(NamedTuple):
    """A place in a file, counted from 1; an empty ``file`` is a place in a program."""

    file: str
    line: int
    column: int


@dataclass(frozen=True)
class Reading:
    """What a page says: ``data``, and for every address in it the spot of its key and of its value."""

    data: Mapping[str, Any] = field(default_factory=dict)
    keys: Mapping[Address, Spot] = field(default_factory=dict)
    values: Mapping[Address, Spot] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    whole: bool = True
    """False where the page could not be understood to its end, so that what is absent may yet stand in it."""


@functools.lru_cache(maxsize=32)
def read_yaml(page: Page) -> Reading:
    """Read one page; its faults are in the reading."""
    node, faults = compose(page)
    if not isinstance(node, MappingNode):
        if node is not None:
            faults.append(page.fault(*_spot(page, node)[1:], "scenario.no_keys"))
        elif not faults:
            faults.append(page.fault(0, 0, "scenario.empty_file"))
        return Reading(faults=tuple(faults), whole=False)
    walk = _Walk(page)
    try:
        data = walk.value(node, ())
    except _TooMuchError:
        faults.append(page.fault(0, 0, "scenario.too_much", most=MOST_VALUES))
        return Reading(faults=tuple(faults), whole=False)
    faults += walk.faults
    if not isinstance(data, Mapping):
        return Reading(faults=tuple(faults), whole=False)
    return Reading(data, walk.keys, walk.values, tuple(faults), len(faults) == len(walk.faults))


class _TooMuchError(Exception):
    """More values than any scenario has."""


def _spot(page: Page, node: Node) -> Spot:
    return Spot(page.file, min(node.start_mark.line + 1, len(page.lines)), node.start_mark.column + 1)


class _Walk:
    """Nodes to values, noting the place of each."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys: dict[Address, Spot] = {}
        self.values: dict[Address, Spot] = {}
        self.faults: list[Fault] = []
        self._open: set[int] = set()

    def value(self, node: Node, address: Address) -> Any:
        self.values[address] = _spot(self.page, node)
        if len(self.values) > MOST_VALUES:
            raise _TooMuchError
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if id(node) in self._open:
            return self._refuse(node, "scenario.contains_itself")
        self._open.add(id(node))
        try:
            if isinstance(node, SequenceNode) and node.tag == "tag:yaml.org,2002:seq":
                return tuple(self.value(item, (*address, i)) for i, item in enumerate(node.value))
            if isinstance(node, MappingNode) and node.tag == "tag:yaml.org,2002:map":
                return self._mapping(node, address)
        finally:
            self._open.discard(id(node))
        return self._refuse(node, "scenario.tag", tag=node.tag)

    def _mapping(self, node: MappingNode, address: Address) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for name, key, value in self._entries(node):
            where = (*address, name)
            if name in said:
                first = self.keys[where]
                self._note(key, "scenario.key_twice", key=name, first=first.line)
                continue
            self.keys[where] = _spot(self.page, key)
            said[name] = self.value(value, where)
        return said

    def _entries(self, node: MappingNode) -> Iterator[tuple[str, Node, Node]]:
        """Own entries, then those merged in with ``<<`` that the mapping does not have itself."""
        merged: list[MappingNode] = []
        own = set()
        for key, value in node.value:
            if key.tag == "tag:yaml.org,2002:merge":
                sources = value.value if isinstance(value, SequenceNode) else [value]
                for source in sources:
                    if isinstance(source, MappingNode) and id(source) not in self._open:
                        merged.append(source)
                    else:
                        self._note(value, "scenario.merge")
            elif isinstance(key, ScalarNode) and key.tag == "tag:yaml.org,2002:str":
                own.add(key.value)
                yield key.value, key, value
            else:
                found = key.value if isinstance(key, ScalarNode) else "[...]"
                self._note(key, "scenario.key_no_word", found=found or "null")
        for source in merged:
            self._open.add(id(source))
            for name, key, value in self._entries(source):
                if name not in own:
                    own.add(name)
                    yield name, key, value
            self._open.discard(id(source))

    def _scalar(self, node: ScalarNode) -> Any:
        text, kind = node.value, str(node.tag).removeprefix("tag:yaml.org,2002:")
        plain = text.replace("_", "")
        if kind in ("str", "value", "merge"):
            return text
        if kind == "null":
            return None
        try:
            if kind == "bool":
                return {"true": True, "false": False}[text.lower()]
            if kind == "int":
                if len(plain) > MOST_DIGITS:
                    return self._refuse(node, "scenario.long_number", most=MOST_DIGITS)
                based = plain.lower().lstrip("+-").startswith(("0x", "0o", "0b"))
                return int(plain, 0) if based else int(plain)
            if kind == "float":
                return float(plain.lower().replace(".inf", "inf").replace(".nan", "nan"))
            if kind == "timestamp":
                if date := _DATE.match(text):
                    return datetime.date(*map(int, date.groups()))
                return text
        except (ValueError, KeyError):
            return self._refuse(
                node, "scenario.no_such_date" if kind == "timestamp" else "scenario.bad_scalar", found=text
            )
        return self._refuse(node, "scenario.tag", tag=node.tag)

    def _refuse(self, node: Node, key: str, /, **values: Any) -> Unread:
        self._note(node, key, **values)
        return Unread.HERE

    def _note(self, node: Node, key: str, /, **values: Any) -> None:
        spot = _spot(self.page, node)
        self.faults.append(self.page.fault(spot.line, spot.column, key, **values))
