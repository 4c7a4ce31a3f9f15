r"""Goals in stages: each stage keeps to the optimal face of the one before.

The *leximin* of :math:`u_1, \dots, u_n` makes the largest as small as it can be, then the second largest, and so on:

.. math:: \min z \ \text{ s.t. } u_j \le z; \quad \text{those } j \text{ whose row has a dual are forced: } u_j \le z^*;
          \quad \text{the others go on.}

A strictly positive dual says that :math:`u_j = z^*` at every optimum, so nothing is lost by fixing it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from govperf_sim.weights.compiled import CompiledProgram, Solution
from govperf_sim.weights.model import WeightModel

Face = tuple[WeightModel, CompiledProgram]
"""A model, and its program as far as the optimal face has been narrowed."""
FORCED = 1e-6
"""A level dual above this forces its column; the level duals of a stage add up to 1."""
NOTHING = 1e-9
"""A level this low cannot be lowered further by anything that matters."""


@dataclass(frozen=True)
class Stage:
    """What one stage found: its name, its optimum, and the rows that pin it."""

    name: str
    value: float
    duals: Mapping[str, float]
    """The rows with a dual, and the dual."""
    columns: Mapping[str, float]
    """Every column of the program at the optimum."""


def least(program: CompiledProgram, name: str) -> Stage:
    """Minimise the objective as it stands, and stay on the optimal face."""
    optimum = program.solve()
    program.stay_on_face(optimum)
    return found(name, optimum)


def found(name: str, optimum: Solution) -> Stage:
    """The stage whose optimum this is."""
    return Stage(name, optimum.value, optimum.prices(FORCED), optimum.columns)


def leximin(program: CompiledProgram, name: str, level: str, rows: Mapping[str, str]) -> Iterator[Stage]:
    """Make the columns leximin; ``rows`` maps the row ``u_j - level <= 0`` to its column ``u_j``."""
    program.set_objective({level: 1.0})
    free = dict(rows)
    while free:
        optimum = program.solve()
        stage = found(name, optimum)
        yield stage
        done = optimum.value <= NOTHING
        for row in [r for r in free if done or stage.duals.get(r, 0.0) < 0]:
            program.cap(free.pop(row), max(optimum.value, 0.0))
            program.release(row)
