"""A scenario as written: the data of all its files, and the place of everything in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from govperf_sim.errors import Fault
from govperf_sim.scenario.pages import Page
from govperf_sim.scenario.read import Address, Spot
from govperf_sim.words import Message

Located = tuple[Address, Fault]
"""A fault with the address of the entry it spoils."""
NOWHERE = Spot("", 0, 0)
"""A place in a program."""


def dotted(address: Address) -> str:
    return ".".join(map(str, address))


@dataclass(frozen=True)
class Written:
    """One document out of several files.  ``keys`` and ``values`` give the spot of each address."""

    data: Mapping[str, Any]
    keys: Mapping[Address, Spot]
    values: Mapping[Address, Spot]
    pages: Mapping[str, Page]
    homes: Mapping[str, str]
    """The file that each top-level key belongs in."""
    unread: frozenset[str] = frozenset()
    """Top-level keys of files that could not be read: what they hold is not known to be missing."""

    def table(self, name: str) -> Mapping[str, Any]:
        """The entries under a top-level key by their codes, well formed or not; empty where there is no table."""
        entries = self.data.get(name)
        return entries if isinstance(entries, Mapping) else {}

    def key_spot(self, address: Address) -> Spot:
        """The key at an address, or of the nearest entry around it."""
        for length in range(len(address), 0, -1):
            for spots in (self.keys, self.values):
                if address[:length] in spots:
                    return spots[address[:length]]
        return NOWHERE

    def value_spot(self, address: Address) -> Spot:
        return self.values[address] if address in self.values else self.key_spot(address)

    def at_key(self, address: Address, key: str, hint: Message | None = None, /, **values: Any) -> Fault:
        return self.at(self.key_spot(address), Message(key, values), hint)

    def at_value(self, address: Address, key: str, hint: Message | None = None, /, **values: Any) -> Fault:
        return self.at(self.value_spot(address), Message(key, values), hint)

    def at(self, spot: Spot, message: Message, hint: Message | None = None) -> Fault:
        if spot.file not in self.pages:
            return Fault(message, hint, spot.file, spot.line, spot.column)
        placed = self.pages[spot.file].fault(spot.line, spot.column, message.key, hint)
        return replace(placed, message=message)

    def place(self, address: Address) -> str:
        """``file:line`` of an entry."""
        spot = self.key_spot(address)
        return f"{spot.file}:{spot.line}" if spot.file else ""

    def entries(self, key: str) -> Iterator[tuple[Address, Any]]:
        """Every place where ``key`` stands in a mapping, with what it holds."""
        return ((address, value) for address, value in walk(self.data) if address[-1] == key)


def walk(node: Any, address: Address = ()) -> Iterator[tuple[Address, Any]]:
    """Everything in a document, with its address."""
    inside: Iterable[tuple[str | int, Any]] = ()
    if isinstance(node, Mapping):
        inside = node.items()
    elif isinstance(node, tuple):
        inside = enumerate(node)
    for segment, value in inside:
        yield (*address, segment), value
        yield from walk(value, (*address, segment))
