r"""The units at the start, as arrays: who they are, what they are measured on, how they stand.

A *task* is a domain of work.  Unit i has a level :math:`Y_{ik}` in task k, in score units: at the start the mean of its
last scores on the task's indicators.  Indicator j shows the level of its task with an offset of its own,
:math:`Y_{i,k(j)} + o_{ij}`, :math:`o_{ij} = x_{ij} - Y_{i,k(j)}` taken at the start, so that at the start the true
scores are the last scores :math:`x_{ij}`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from govperf_sim.errors import Fault, fault, nearest
from govperf_sim.simulation.ranges import refuse

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Population:
    """The units before the first year.

    Raises :class:`~govperf_sim.errors.CycleError`, listing every unit without a group or a system,
    indicator without a task, and every score that is missing, outside [0, 1], or given where nothing applies.
    """

    units: tuple[str, ...]
    groups: pd.Series[str]
    """unit -> group"""
    systems: pd.Series[str]
    """unit -> system"""
    indicators: tuple[str, ...]
    tasks: tuple[str, ...]
    task_of: pd.Series[str]
    """indicator -> task"""
    applies: pd.DataFrame
    """unit x indicator, True where the indicator applies"""
    level0: pd.DataFrame
    """unit x indicator, the last scores in [0, 1]; NaN where the indicator does not apply"""

    def __post_init__(self) -> None:
        refuse(self._dangling() or self._misfits())

    @cached_property
    def measured(self) -> Flags:
        """Unit x indicator: whether the indicator applies to the unit."""
        return self.applies.loc[list(self.units), list(self.indicators)].to_numpy(bool)

    @cached_property
    def task_index(self) -> npt.NDArray[np.intp]:
        """For each indicator the position of its task."""
        return np.array([self.tasks.index(self.task_of[k]) for k in self.indicators], dtype=np.intp)

    @cached_property
    def works(self) -> Flags:
        """Unit x task: whether the task is any of the unit's business."""
        return self.per_task(self.measured.astype(float)) > 0

    @cached_property
    def start(self) -> Array:
        """Unit x task: the level at the start, 0 where the unit does not work."""
        return self.per_task(self._scores) / np.maximum(self.per_task(self.measured.astype(float)), 1.0)

    @cached_property
    def offset(self) -> Array:
        """Unit x indicator: how far an indicator stands above its task, 0 where it does not apply."""
        return np.where(self.measured, self._scores - self.start[:, self.task_index], 0.0)

    def per_task(self, values: Array) -> Array:
        """Sums over the indicators of each task: unit x indicator -> unit x task."""
        member = (self.task_index[:, None] == np.arange(len(self.tasks))).astype(float)
        # Not a BLAS product: its rounding of one row depends on how many rows there are.
        summed: Array = np.einsum("ij,jk->ik", values, member, optimize=False)
        return summed

    @cached_property
    def _scores(self) -> Array:
        scores = self.level0.loc[list(self.units), list(self.indicators)].to_numpy(float)
        return np.where(self.measured, scores, 0.0)

    def _dangling(self) -> list[Fault]:
        faults = [
            fault("simulation.not_placed", table=name, code=code)
            for name, column, codes in (
                ("groups", self.groups, self.units),
                ("systems", self.systems, self.units),
                ("task_of", self.task_of, self.indicators),
            )
            for code in codes
            if not isinstance(column.get(code), str)
        ]
        faults += [
            fault("simulation.dangling", nearest(task, self.tasks), where=f"indicators.{k}", named=task)
            for k, task in self.task_of.items()
            if isinstance(task, str) and task not in self.tasks
        ]
        for name, table in (("applies", self.applies), ("level0", self.level0)):
            axes = (("unit", self.units, table.index), ("indicator", self.indicators, table.columns))
            faults += [
                fault("simulation.axis", table=name, axis=axis, missing=code)
                for axis, codes, held in axes
                for code in codes
                if code not in held
            ]
            faults += [
                fault("simulation.stranger", nearest(code, codes), table=name, axis=axis, found=code)
                for axis, codes, held in axes
                for code in held
                if code not in codes
            ]
        return faults

    def _misfits(self) -> list[Fault]:
        table = self.level0.loc[list(self.units), list(self.indicators)].to_numpy(float)
        within = (table >= 0.0) & (table <= 1.0)
        faults = [
            fault("simulation.level", unit=self.units[i], indicator=self.indicators[j], found=table[i, j])
            for i, j in np.argwhere(self.measured & ~within)
        ]
        faults += [
            fault("simulation.level_not_applicable", unit=self.units[i], indicator=self.indicators[j])
            for i, j in np.argwhere(~self.measured & ~np.isnan(table))
        ]
        faults += [
            fault("simulation.idle_unit", unit=u)
            for u, row in zip(self.units, self.measured, strict=True)
            if not row.any()
        ]
        return faults
