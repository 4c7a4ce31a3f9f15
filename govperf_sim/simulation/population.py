r"""The units at the start, as arrays: who they are, what they are measured on, how they stand.

A *task* is a domain of work.  Unit i has a level :math:`Y_{ik}` in task k, in score units: at the start the mean of its
last scores on the task's indicators.  Indicator j shows :math:`\sum_k G_{jk} Y_{ik} + o_{ij}` with an offset of its own,
taken at the start so that the true scores then are the last scores :math:`x_{ij}`.  Unless a ``loading`` G says
otherwise an indicator shows its own task, whole, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from govperf_sim.errors import Fault, fault, nearest
from govperf_sim.simulation.arrays import Array, Flags, through
from govperf_sim.simulation.ranges import refuse

Axis = tuple[str, tuple[str, ...]]
"""What an axis of a table holds, and the codes it must have."""


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
    loads: pd.DataFrame | None = None
    """indicator x task, what an indicator shows of each task's level, below 0 where it falls as the task gets better; by default
    its own task, whole"""

    def __post_init__(self) -> None:
        refuse(self._dangling() or self._misfits())

    @cached_property
    def measured(self) -> Flags:
        """Unit x indicator: whether the indicator applies to the unit."""
        return self.applies.loc[list(self.units), list(self.indicators)].to_numpy(bool)

    @cached_property
    def loading(self) -> Array:
        """Indicator x task: what an indicator shows of each task's level."""
        if self.loads is not None:
            return self.loads.loc[list(self.indicators), list(self.tasks)].to_numpy(float)
        own = [self.tasks.index(self.task_of[k]) for k in self.indicators]
        whole: Array = (np.array(own)[:, None] == np.arange(len(self.tasks))).astype(float)
        return whole

    @cached_property
    def works(self) -> Flags:
        """Unit x task: whether the task is any of the unit's business."""
        return self._shown > 0

    @cached_property
    def start(self) -> Array:
        """Unit x task: the level at the start, 0 where the unit does not work."""
        return self._for_it(self._scores) / np.where(self._shown > 0.0, self._shown, 1.0)

    @cached_property
    def offset(self) -> Array:
        """Unit x indicator: how far an indicator stands above its task, 0 where it does not apply."""
        return np.where(self.measured, self._scores - through(self.loading, self.start), 0.0)

    def per_task(self, values: Array) -> Array:
        """What comes together in each task, (..., indicator) -> (..., task): values summed as indicators load on it."""
        return through(self.loading.T, values)

    @cached_property
    def _shown(self) -> Array:
        """Unit x task: how much of a task the unit's indicators show."""
        return self._for_it(self.measured.astype(float))

    def _for_it(self, values: Array) -> Array:
        """(..., indicator) -> (..., task): summed over the indicators that rise with the task."""
        return through(np.maximum(self.loading, 0.0).T, values)

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
        for name, table, rows, columns in self._tables():
            axes = ((*rows, table.index), (*columns, table.columns))
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

    def _tables(self) -> Iterator[tuple[str, pd.DataFrame, Axis, Axis]]:
        units, indicators, tasks = ("unit", self.units), ("indicator", self.indicators), ("task", self.tasks)
        yield "applies", self.applies, units, indicators
        yield "level0", self.level0, units, indicators
        if self.loads is not None:
            yield "loads", self.loads, indicators, tasks

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
            fault("simulation.loading", indicator=self.indicators[j], task=self.tasks[k], found=self.loading[j, k])
            for j, k in np.argwhere(~np.isfinite(self.loading))
        ]
        faults += [
            fault("simulation.idle_unit", unit=u)
            for u, row in zip(self.units, self.measured, strict=True)
            if not row.any()
        ]
        return faults
