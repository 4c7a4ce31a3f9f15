"""A shelf holds the results of cells by their keys: a folder, or the memory of this process."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from govperf_sim.experiments.cell import Cell, Result


class Shelf(Protocol):
    """What was put on it under a key is there, whole, or is not there at all."""

    @property
    def damaged(self) -> Collection[str]:
        """Keys of cells that were found not to be what was put there, and count as absent."""

    def __contains__(self, cell: Cell) -> bool: ...

    def put(self, cell: Cell, result: Result) -> None: ...

    def get(self, cell: Cell) -> Result | None:
        """None where it is not there."""


@dataclass(frozen=True)
class Memory:
    """A shelf that is gone with the process."""

    results: dict[str, Result] = field(default_factory=dict)
    damaged: ClassVar[Collection[str]] = ()

    def __contains__(self, cell: Cell) -> bool:
        return cell.key in self.results

    def put(self, cell: Cell, result: Result) -> None:
        self.results[cell.key] = result

    def get(self, cell: Cell) -> Result | None:
        return self.results.get(cell.key)
