"""What a linear program comes to."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from govperf_sim.weights.arrays import Array, Places


@dataclass(frozen=True, eq=False)
class Solution:
    """An optimum: its value, and by name the columns, their reduced costs, and the duals of the rows."""

    value: float
    _x: Array
    _reduced: Array
    _dual: Array
    _column_names: tuple[str, ...]
    _row_names: tuple[str, ...]

    @functools.cached_property
    def columns(self) -> Mapping[str, float]:
        return dict(zip(self._column_names, self._x.tolist(), strict=True))

    @functools.cached_property
    def reduced_costs(self) -> Mapping[str, float]:
        return dict(zip(self._column_names, self._reduced.tolist(), strict=True))

    @functools.cached_property
    def duals(self) -> Mapping[str, float]:
        """Row -> what the value gains per unit of the row's limit, whichever way the model optimises."""
        return dict(zip(self._row_names, self._dual.tolist(), strict=True))

    def prices(self, above: float) -> dict[str, float]:
        """The duals larger than ``above``, up or down: those of the few rows that matter."""
        rows = np.flatnonzero(np.abs(self._dual) > above)
        return {self._row_names[i]: y for i, y in zip(rows.tolist(), self._dual[rows].tolist(), strict=True)}

    def at(self, places: Places) -> Array:
        """The columns at :meth:`~govperf_sim.weights.compiled.CompiledProgram.places`."""
        return self._x[places]


@dataclass(frozen=True, eq=False)
class WholeSolution:
    """The best point found with whole numbers where they are asked for, and how far from optimal it can be."""

    value: float
    gap: float
    """The proven distance from the optimum, relative to the value; 0 where it is proven optimal."""
    columns: Mapping[str, float]
