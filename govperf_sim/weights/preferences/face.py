r"""The optimal face: what every optimum of a program about preferences agrees on, and what it leaves open.

A program with many optima has no answer of its own; which one a solver returns is chance.  So the least and the most of
every weight over all optima are computed, two programs a weight, and a weight is called known where they meet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.model import WeightModel
from govperf_sim.words import default_language, say

OPEN = 1e-6
"""A weight whose least and most are further apart than this is open."""


@dataclass(frozen=True, eq=False)
class Face:
    """The optimum, and the range of every weight over all that attain it."""

    optimum: float
    ranges: pd.DataFrame
    """Index item; ``least`` and ``most``, weights in [0, 1]."""

    @property
    def unique(self) -> bool:
        return not self.open

    @property
    def open(self) -> tuple[str, ...]:
        """The items whose weight the optimum does not settle."""
        wide = self.ranges["most"] - self.ranges["least"] > OPEN
        return tuple(str(k) for k in self.ranges.index[wide])

    @property
    def weights(self) -> pd.Series[float] | None:
        """The weights, where there is only one optimum; ``None`` where there are many."""
        return self.ranges.mean(axis=1).rename("weight") if self.unique else None

    def _repr_html_(self) -> str:
        """The ranges, as a table."""
        shown = self.ranges.to_html(float_format="{:.4f}".format, border=0)
        return f"<p>{say('preferences.face', default_language(), optimum=self.optimum)}</p>{shown}"


def optimal_face(m: WeightModel) -> tuple[CompiledProgram, float]:
    """The program as stated, narrowed to its optimal face, and the optimum."""
    program = CompiledProgram(m.problem)
    optimum = program.solve()
    program.stay_on_face(optimum)
    return program, optimum.value


def ranges_on(program: CompiledProgram, sums: Mapping[str, Mapping[str, float]]) -> pd.DataFrame:
    """Index item; ``least`` and ``most`` of each sum of columns over what the program still allows."""
    found = {}
    for item, columns in sums.items():
        program.set_objective(columns)
        least = program.solve().value
        program.set_objective({column: -a for column, a in columns.items()})
        found[item] = least, -program.solve().value
    table = pd.DataFrame.from_dict(found, orient="index", columns=["least", "most"])
    return table.clip(lower=0.0).rename_axis("item")
