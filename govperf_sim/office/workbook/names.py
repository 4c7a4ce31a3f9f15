"""Codes by the names people know: where a code is wanted, the name of the thing will do, and is said to have been read so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from govperf_sim.office.workbook.cells import Cell
from govperf_sim.office.workbook.found import Found
from govperf_sim.office.workbook.heads import squeezed
from govperf_sim.office.workbook.leaves import Leaf, Words
from govperf_sim.office.workbook.lists import ByCode, Limit, Listed, Selection
from govperf_sim.words import Message


@dataclass(frozen=True)
class Names:
    """For every table its codes, and its names with the code of each; a name that two things have stands for neither."""

    codes: Mapping[str, Mapping[str, None]]
    called: Mapping[str, Mapping[str, str]]

    def code(self, table: str, said: str, cell: Cell, found: Found) -> str:
        """The code that was meant; what is neither a code nor a name comes back as it is."""
        if said in self.codes.get(table, {}):
            return said
        meant = self.called.get(table, {}).get(squeezed(said))
        if meant is None:
            return said
        found.remind(cell, Message("workbook.name_as_code", {"found": said, "code": meant}))
        return meant

    def in_codes(self, leaf: Leaf, value: object, cell: Cell, found: Found) -> object:
        """A value with codes where names were written."""
        if isinstance(value, str):
            if isinstance(leaf, Words) and leaf.table is not None:
                return self.code(leaf.table, value, cell, found)
            return value
        if isinstance(leaf, Listed) and isinstance(value, tuple):
            return tuple(self.in_codes(leaf.of, v, cell, found) for v in value)
        if isinstance(leaf, Limit) and isinstance(value, Mapping):
            leaf = ByCode(leaf.of, leaf.table)
        if isinstance(leaf, ByCode) and leaf.table is not None and isinstance(value, Mapping):
            return {self.code(leaf.table, code, cell, found): v for code, v in value.items()}
        if isinstance(leaf, Selection) and isinstance(value, Mapping):
            return {name: self.in_codes(leaf.conditions[name], v, cell, found) for name, v in value.items()}
        return value


def names_of(entries: Mapping[str, Mapping[str, tuple[object, ...]]]) -> Names:
    """From the names of each code, table by table."""
    codes = {table: dict.fromkeys(named) for table, named in entries.items()}
    called: dict[str, dict[str, str]] = {}
    for table, named in entries.items():
        owners: dict[str, set[str]] = {}
        for code, names in named.items():
            for name in (code, *names):
                if squeezed(name):
                    owners.setdefault(squeezed(name), set()).add(code)
        called[table] = {name: codes.copy().pop() for name, codes in owners.items() if len(codes) == 1}
    return Names(codes, called)
