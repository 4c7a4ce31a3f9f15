"""A cell as it was filled in, and what it was taken to mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from govperf_sim.errors import Fault
from govperf_sim.office.typed import Unclear, plain
from govperf_sim.scenario.read import Spot
from govperf_sim.words import Message


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell; ``typed`` is :class:`~govperf_sim.office.typed.Unclear` where nothing can be read."""

    typed: object
    place: str
    """``book.xlsx sheet!C5``."""
    row: int
    column: int
    percent: bool = False
    """Whether the cell shows its number in per cent: 0.2 is seen, and was typed, as 20 %."""

    @property
    def spot(self) -> Spot:
        return Spot(self.place, 0, 0)

    @property
    def empty(self) -> bool:
        return self.typed is None or (isinstance(self.typed, str) and not plain(self.typed))

    def fault(self, key: str, hint: Message | None = None, /, **values: Any) -> Fault:
        return Fault(Message(key, values), hint, self.place)

    def unclear(self, why: Unclear) -> Fault:
        return Fault(why.message, why.hint, self.place)


@dataclass(frozen=True, slots=True)
class Meant:
    """What a cell means; a ``reminder`` says what was taken for granted in reading it so."""

    value: object
    reminder: Message | None = None


NOTHING_MEANT = Meant(None)
"""An empty cell."""
