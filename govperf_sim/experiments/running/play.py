"""Play the cells that are not on the shelf yet; this process alone puts them there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

from govperf_sim.experiments.cell import Cell, Result
from govperf_sim.experiments.model import Model
from govperf_sim.experiments.running.bundles import Size, carried_out
from govperf_sim.experiments.running.hands import Alone, Hands
from govperf_sim.experiments.store.shelf import Shelf

Progress = Callable[[int, int], None]
"""Called with the cells done and the cells wanted."""


def play_cells(
    model: Model,
    cells: Iterable[Cell],
    total: int,
    shelf: Shelf,
    hands: Hands | None = None,
    progress: Progress | None = None,
) -> None:
    """Each cell once, unless it lies there already; ``total`` says how many there are.

    ``progress`` is told first how many lay there, as far as was looked before anything was finished.
    """
    hands = hands or Alone()
    size = Size(total, hands.in_flight)
    done = 0

    def missing() -> Iterator[Cell]:
        nonlocal done
        for cell in cells:
            if cell in shelf:
                done += 1
                size.left -= 1
            else:
                yield cell

    with closing(carried_out(Playing(model), missing(), hands, size)) as played:
        for cell, result in played:
            shelf.put(cell, result)
            done += 1
            if progress is not None:
                progress(done, total)
    if progress is not None:
        progress(done, total)


@dataclass(frozen=True)
class Playing:
    """What is done with each cell."""

    model: Model

    def __call__(self, cell: Cell) -> Result:
        return cell.play(self.model)
