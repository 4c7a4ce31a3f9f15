"""Play the cells that are not on the shelf yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from govperf_sim.experiments.cell import Cell
from govperf_sim.experiments.model import Model
from govperf_sim.experiments.store.shelf import Shelf

Progress = Callable[[int, int], None]
"""Called with the cells done and the cells wanted."""


def play_cells(model: Model, cells: Iterable[Cell], total: int, shelf: Shelf, progress: Progress | None = None) -> None:
    """Each cell once, unless it lies there already; ``total`` says how many there are."""
    for done, cell in enumerate(cells, 1):
        if cell not in shelf:
            shelf.put(cell, cell.play(model))
        if progress is not None:
            progress(done, total)
