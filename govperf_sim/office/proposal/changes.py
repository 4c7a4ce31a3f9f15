"""The sheets of numbers: what is proposed in place of what is in force, each change with its reason.

A row speaks of the address in its first column, also a row that somebody added.  What does not differ from what is in force
is no change; a change that cannot be meant, or gives no reason, is named at its cell.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from govperf_sim.errors import Fault
from govperf_sim.office.proposal.numbers import Address, in_force, is_open, leaf_at
from govperf_sim.office.proposal.sheets import ADDRESS, COLUMNS, DROP, IN_FORCE, PROPOSED, REASON, words
from govperf_sim.office.typed import NOTHING, Unclear, one_line, plain
from govperf_sim.office.workbook.cells import Cell
from govperf_sim.office.workbook.found import Found
from govperf_sim.office.workbook.grids import Sheet
from govperf_sim.office.workbook.heads import find_heads, squeezed
from govperf_sim.office.workbook.leaves import Leaf
from govperf_sim.office.workbook.names import Names
from govperf_sim.scenario.load import Scenario
from govperf_sim.scenario.read import Address as Placed
from govperf_sim.scenario.read import Spot
from govperf_sim.scenario.variants import Asked
from govperf_sim.words import LANGUAGES, Message, say

SHORTEST = 4
"""Characters of a reason."""
LIMITS = ("at_least", "at_most", "exactly", "gap")
"""The fields of a rule that can be dropped."""


@dataclass
class Changes:
    """What is asked for so far, by address, and where every number stands on the sheets."""

    asked: dict[Address, Asked] = field(default_factory=dict)
    cells: dict[Placed, Spot] = field(default_factory=dict)
    overwritten: list[Fault] = field(default_factory=list)
    """Numbers in force that differ from those of the scenario, where nothing is proposed beside them: a slip of the column,
    unless the form was written for another state of the scenario."""


def read_changes(sheet: Sheet, scenario: Scenario, names: Names, changes: Changes, found: Found) -> None:
    """Add what a sheet asks for."""
    heads = find_heads(
        sheet, {key: words(key) for key in COLUMNS}, {key: "/".join(words(key)[:2]) for key in (ADDRESS, PROPOSED, REASON)},
        found,
    )  # fmt: skip
    if heads is None or not {ADDRESS, PROPOSED, REASON} <= set(heads.columns):
        return
    for number, _ in heads.under(sheet):
        row = {key: sheet.cell(number, at) for key, at in heads.columns.items()}
        if any(not row[key].empty for key in (ADDRESS, PROPOSED, REASON)):
            _Row(row, scenario, names, changes, found).read()


@dataclass
class _Row:
    """One row: its cells by what they hold."""

    cells: Mapping[str, Cell]
    scenario: Scenario
    names: Names
    changes: Changes
    found: Found

    def read(self) -> None:
        cell, proposed = self.cells[ADDRESS], self.cells[PROPOSED]
        path = "".join(plain(cell.typed).split())
        if not path:
            if not proposed.empty:
                self.found.faults.append(cell.fault("proposal.no_address", found=one_line(proposed.typed)))
            return
        address = tuple(path.split("."))
        if address in self.changes.cells:
            first = self.changes.cells[address].file.rpartition(" ")[2]
            self.found.faults.append(cell.fault("proposal.address_twice", address=path, first=first))
            return
        self.changes.cells[address] = proposed.spot
        if self._nothing(proposed):
            self._overlooked(address)
            return
        leaf, stands = leaf_at(address, self.scenario.written.data), in_force(self.scenario, address)
        if (leaf is not None or stands is not None) and not is_open(address):
            self.found.faults.append(cell.fault("proposal.must_stay", address=path))
        elif self._drops(proposed):
            self._ask(address, stands, None)
        elif leaf is not None:
            value = self._value(leaf, proposed)
            if not isinstance(value, Unclear):
                self._ask(address, stands, value)
        elif stands is not None:
            self.found.faults.append(cell.fault("proposal.not_one_number", address=path))
        else:  # it leads nowhere, which is said with the nearest address that does
            self._ask(address, None, 0)

    def _nothing(self, cell: Cell) -> bool:
        return cell.empty or plain(cell.typed).lower() in NOTHING

    def _drops(self, cell: Cell) -> bool:
        return squeezed(cell.typed) in {DROP, *(squeezed(say("proposal.drop", language)) for language in LANGUAGES)}

    def _value(self, leaf: Leaf, cell: Cell) -> Any:
        read = cell.typed if isinstance(cell.typed, Unclear) else leaf.read(cell)
        return self.names.in_codes(leaf, self.found.of(cell, read), cell, self.found)

    def _ask(self, address: Address, stands: Any, value: Any) -> None:
        path, proposed, why = ".".join(address), self.cells[PROPOSED], self.cells[REASON]
        if value is not None and value == stands:
            self.found.remind(proposed, Message("proposal.no_change", {"address": path}))
            return
        if (wrong := self._differs(address, stands)) is not None:
            self.found.remind(self.cells[IN_FORCE], Message("proposal.in_force_differs", wrong))
        reason = "" if why.empty or isinstance(why.typed, Unclear) else " ".join(str(why.typed).split())
        if isinstance(why.typed, Unclear):
            self.found.faults.append(why.unclear(why.typed))
        elif len(reason) < SHORTEST:
            self.found.faults.append(why.fault("proposal.no_reason", address=path))
        # A change without a reason goes on under its address, so that what else is wrong with it is said too.
        because = reason if len(reason) >= SHORTEST else path
        self.changes.asked[address] = Asked(path, value, because, self.cells[ADDRESS].spot, proposed.spot)

    def _overlooked(self, address: Address) -> None:
        """A row without a proposal: what was written in it all the same must not be passed over."""
        reason, path = self.cells[REASON], ".".join(address)
        if not reason.empty:
            self.found.remind(reason, Message("proposal.reason_without_change", {"address": path}))
        if (wrong := self._differs(address, in_force(self.scenario, address))) is not None:
            hint = Message("proposal.write_in_proposed", {"head": "/".join(words(PROPOSED)[:2])})
            self.changes.overwritten.append(self.cells[IN_FORCE].fault("proposal.in_force_differs", hint, **wrong))

    def _differs(self, address: Address, stands: Any) -> dict[str, Any] | None:
        """What the column in force says, where that is not what is in force."""
        cell, leaf = self.cells.get(IN_FORCE), leaf_at(address, self.scenario.written.data)
        if cell is None or cell.empty or leaf is None or isinstance(cell.typed, Unclear):
            return None
        read = leaf.read(cell)
        if isinstance(read, Unclear) or read.value is None or _same(read.value, stands):
            return None
        shown = leaf.shown(stands, "en") if stands is not None else "-"
        return {"address": ".".join(address), "found": one_line(cell.typed), "stands": shown}


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    return bool(one == other)


def overlaps(changes: Changes) -> Iterable[tuple[Asked, Asked]]:
    """A change of a whole and a change of a part of it."""
    for address, asked in changes.asked.items():
        for length in range(1, len(address)):
            if (whole := changes.asked.get(address[:length])) is not None:
                yield whole, asked


def joined_drops(changes: Changes, scenario: Scenario) -> list[Asked]:
    """The changes, where a rule of which every limit is dropped goes as a whole, and so does a limit of all its groups."""
    asked = dict(changes.asked)
    for code, entry in scenario.document.rules.items():
        limits = {name: limit for name in LIMITS if (limit := getattr(entry, name, None)) is not None}
        dropped = [
            ("rules", code, name) for name, limit in limits.items() if _drop_side(("rules", code, name), limit, asked)
        ]
        if limits and len(dropped) == len(limits):
            _join(("rules", code), dropped, asked)
    return list(asked.values())


def _drop_side(side: Address, limit: Any, asked: dict[Address, Asked]) -> bool:
    """Whether the limits of all groups are dropped; if so they become one change."""
    if isinstance(limit, Mapping):
        parts = [(*side, group) for group in limit]
        if all(part in asked and asked[part].value is None for part in parts):
            _join(side, parts, asked)
    return side in asked and asked[side].value is None


def _join(whole: Address, parts: Sequence[Address], asked: dict[Address, Asked]) -> None:
    first = asked[parts[0]]
    reasons = dict.fromkeys(asked.pop(part).because for part in parts)
    asked[whole] = Asked(".".join(whole), None, "; ".join(reasons), first.path_spot, first.value_spot)
