"""What was found wrong in a workbook, and what was taken for granted in reading it; all of it, in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from govperf_sim.errors import Fault
from govperf_sim.office.typed import Unclear
from govperf_sim.office.workbook.cells import Cell, Meant
from govperf_sim.words import Message


@dataclass
class Found:
    """The faults, and the reminders, so far.  A reminder is said once a column, at the first of its cells."""

    faults: list[Fault] = field(default_factory=list)
    _reminders: dict[tuple[str, str, int], tuple[str, Message, int]] = field(default_factory=dict)

    def of(self, cell: Cell, read: Meant | Unclear) -> object:
        """The value of a cell that could be read; what could not is noted, and ``read`` comes back."""
        if isinstance(read, Unclear):
            self.faults.append(cell.unclear(read))
            return read
        if read.reminder is not None:
            self.remind(cell, read.reminder)
        return read.value

    def remind(self, cell: Cell, message: Message) -> None:
        key = (message.key, cell.place.rpartition("!")[0], cell.column)
        place, first, count = self._reminders.get(key, (cell.place, message, 0))
        self._reminders[key] = (place, first, count + 1)

    def remind_of(self, place: str, message: Message) -> None:
        """A reminder about a sheet, a row or a range."""
        self._reminders[message.key, place, 0] = (place, message, 1)

    @property
    def reminders(self) -> tuple[Fault, ...]:
        return tuple(
            Fault(message if count == 1 else Message("workbook.and_more", {"said": message, "count": count - 1}),
                  None, place)
            for place, message, count in self._reminders.values()
        )  # fmt: skip


def in_sheet_order(faults: Iterable[Fault], sheets: Iterable[str]) -> list[Fault]:
    """Each fault once: sheet by sheet and cell by cell; what stands in files comes last."""
    order = {name: n for n, name in enumerate(sheets)}
    once = {(f.file, f.line, f.column, f.message.key, str(f.message.values)): f for f in faults}

    def place(fault: Fault) -> tuple[int, int, int, str, int]:
        around, _, cell = fault.file.rpartition("!")
        sheet = next((n for name, n in order.items() if (around or fault.file).endswith(f" {name}")), len(order))
        letters = cell.rstrip("0123456789")
        known = bool(around) and len(letters) < 4
        row = int(cell[len(letters) :] or 0) if known else 0
        return sheet, row, len(letters) if known else 0, letters if known else fault.file, fault.line

    return sorted(once.values(), key=place)
