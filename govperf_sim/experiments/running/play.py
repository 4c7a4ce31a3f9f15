"""Play the cells that are not on the shelf yet; this process alone puts them there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from govperf_sim.experiments.cell import Cell, Result
from govperf_sim.experiments.model import Model
from govperf_sim.experiments.running.bundles import Size, carried_out
from govperf_sim.experiments.running.hands import Alone, Hands
from govperf_sim.experiments.store.manifest import Manifest
from govperf_sim.experiments.store.shelf import Shelf

Progress = Callable[[int, int], None]
"""Called with the cells done and the cells wanted."""


def play_cells(
    model: Model, manifest: Manifest, shelf: Shelf, hands: Hands | None = None, progress: Progress | None = None
) -> None:
    """Each cell of the manifest once, unless it lies there already; ``progress`` is told first how many do."""
    hands = hands or Alone()
    total = manifest.count
    done = sum(cell in shelf for cell in manifest.cells())
    size = Size(total - done, hands.in_flight)
    # Looked for again when it is handed out: somebody else may have played it meanwhile.
    missing = (cell for cell in manifest.cells() if cell not in shelf)
    _tell(progress, done, total)
    with closing(carried_out(Playing(model), missing, hands, size)) as played:
        for cell, result in played:
            shelf.put(cell, result)
            done += 1
            _tell(progress, done, total)
    if done < total:  # somebody else played the rest
        _tell(progress, total, total)


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)


@dataclass(frozen=True)
class Playing:
    """What is done with each cell."""

    model: Model

    def __call__(self, cell: Cell) -> Result:
        return cell.play(self.model)
