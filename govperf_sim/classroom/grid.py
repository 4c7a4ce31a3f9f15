"""A grid of runs: every stop of every slider with every stop of the others, played, and rounded as it is shown.

A trainee moves levers and sees what was played there; nothing is computed between the stops.  At each cell and of each
outcome the grid knows the mean with its 95 % interval, and by how much it differs from the start, the scenario as it is,
under the same luck.  Numbers are rounded here once, so that whoever shows them shows the same.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from govperf_sim.cells import Array
from govperf_sim.errors import ExperimentError, Fault, fault, nearest
from govperf_sim.experiments.design.design import Design
from govperf_sim.experiments.design.factors import Lever
from govperf_sim.experiments.estimates.intervals import PART, ratio_interval
from govperf_sim.experiments.experiment import Experiment
from govperf_sim.experiments.findings.findings import Findings
from govperf_sim.experiments.findings.named import factor_called, outcome_called
from govperf_sim.experiments.findings.samples import Samples
from govperf_sim.experiments.outcome import EVERYBODY, Outcome
from govperf_sim.experiments.running.play import Progress
from govperf_sim.report.measures import shown_factor, unit_of
from govperf_sim.report.numbers import rounded
from govperf_sim.simulation.measures import Better, label
from govperf_sim.words import Message, Name

PLACES: Mapping[str, int] = {"points": 1, "percent": 0, "count": 3}
"""Decimals that are shown, by unit."""
POINTS_OF = "rules."
"""Where the addresses of weights begin, which are shown in points of 100."""


class Reading(NamedTuple):
    """A number with the ends of its 95 % interval, as shown; the ends are the number where there is one replication."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Slider:
    """A lever of the experiment."""

    code: str
    name: Name
    values: tuple[float, ...]
    """Its stops, as the scenario has them."""
    start: int
    """The place of the value as it is."""
    scale: float
    """What a value is multiplied by to be shown."""


@dataclass(frozen=True, kw_only=True)
class Gauge:
    """An outcome of the experiment."""

    code: str
    name: Name
    unit: str
    """points | percent | count"""
    scale: float
    """What a value is multiplied by to be shown; readings are multiplied already."""
    places: int
    """Decimals that are shown."""
    better: Better
    last: int | None
    """It is of the last so many years; of all of them if None."""
    missing: Message
    """Why it has no value where it has none."""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Cells are in the order of :func:`itertools.product` over the stops of the sliders."""

    title: Name
    scenario: str
    illustrative: bool
    seed: int
    years: int | None
    replications: int
    sliders: tuple[Slider, ...]
    gauges: tuple[Gauge, ...]
    readings: Mapping[str, tuple[Reading | None, ...]]
    """Of each outcome, cell by cell; None where nobody has it."""
    changes: Mapping[str, tuple[Reading | None, ...]]
    """By how much each differs from the start, replication by replication."""

    def cell(self, setting: Mapping[str, Any]) -> int:
        """The number of the cell where the sliders stand so; those that are not named stand as at the start.

        Raises :class:`~govperf_sim.errors.ExperimentError` for a slider or a stop that is not there.
        """
        codes = [slider.code for slider in self.sliders]
        faults = [
            fault("classroom.no_slider", nearest(code, codes), found=code) for code in setting if code not in codes
        ]
        number = 0
        for slider in self.sliders:
            value = setting.get(slider.code, slider.values[slider.start])
            number *= len(slider.values)
            if value in slider.values:
                number += slider.values.index(value)
            else:
                known = ", ".join(f"{v:g}" for v in slider.values)
                faults.append(fault("classroom.no_stop", slider=slider.code, found=value, known=known))
        if faults:
            raise ExperimentError(faults)
        return number

    @property
    def start(self) -> int:
        """The number of the cell of the scenario as it is."""
        return self.cell({})

    def reading(self, outcome: str, setting: Mapping[str, Any]) -> Reading | None:
        """What an outcome shows where the sliders stand so."""
        return self.readings[outcome][self.cell(setting)]


def played_grid(
    experiment: Experiment, *, workers: int = 1, store: str | None = None, progress: Progress | None = None
) -> Grid:
    """Play what is not in the store yet, and read the grid from the findings.

    Raises :class:`~govperf_sim.errors.ExperimentError`, before anything is played, for an experiment that is no grid: one
    with uncertainties, with levers that are no numbers, with a plan that leaves cells out, or that does not start on one;
    and afterwards, with the reason, for cells that could not be played.

    >>> from govperf_sim import load_scenario
    >>> from govperf_sim.experiments.declared import declared
    >>> from govperf_sim.experiments.design.factors import Lever
    >>> from govperf_sim.experiments.experiment import of_scenario
    >>> towns = load_scenario("training_towns")
    >>> visits = Lever(code="visits", path="cycle.visits.a_year", values=(0, 2), because="does it help")
    >>> effort = Outcome(code="effort", measures=("effort",))
    >>> grid = played_grid(of_scenario(towns, levers=[visits], outcomes=[effort], years=1, replications=2))
    >>> grid.reading("effort", {"visits": 0}), grid.changes["effort"]
    (Reading(value=0.683, low=0.683, high=0.683), (Reading(value=0.0, low=0.0, high=0.0), Reading(value=0.0, low=0.0, high=0.0)))
    """
    refuse_no_grid(experiment.design)
    return grid_of(experiment.run(workers=workers, store=store, progress=progress))


def grid_of(findings: Findings) -> Grid:
    """The grid of an experiment that was played; raises what :func:`played_grid` does."""
    manifest = findings.samples.manifest
    design, outcomes = manifest.design, manifest.outcomes
    refuse_no_grid(design)
    gauges = tuple(_gauge(outcome) for outcome in outcomes)
    policies = {row: policy for policy, row in enumerate(design.policies)}
    order = [policies[row] for row in _cells(design)]
    readings, changes = {}, {}
    for gauge, own in zip(gauges, replications_of(findings.samples), strict=True):
        readings[gauge.code] = tuple(_reading(own[policy], None, gauge) for policy in order)
        changes[gauge.code] = tuple(_reading(own[policy], own[0], gauge) for policy in order)
    return Grid(
        title=manifest.title,
        scenario=manifest.scenario,
        illustrative=manifest.illustrative,
        seed=manifest.seed,
        years=manifest.years,
        replications=min(manifest.replications),
        sliders=tuple(_slider(*lever) for lever in zip(design.levers, design.policies[0], strict=True)),
        gauges=gauges,
        readings=readings,
        changes=changes,
    )


def policy_at(design: Design, setting: Mapping[str, Any]) -> int:
    """The number of the policy with these values of levers; levers that are not named are as they are.

    Raises :class:`~govperf_sim.errors.ExperimentError` where there is none.
    """
    codes = [lever.code for lever in design.levers]
    faults = [fault("classroom.no_slider", nearest(code, codes), found=code) for code in setting if code not in codes]
    row = tuple(setting.get(code, now) for code, now in zip(codes, design.policies[0], strict=True))
    if not faults and row not in design.policies:
        faults = [
            fault("classroom.no_stop", slider=lever.code, found=setting[lever.code], known=_listed(lever.values))
            for lever in design.levers
            if lever.code in setting and setting[lever.code] not in lever.values
        ] or [fault("classroom.no_cell", found=_listed(row))]
    if faults:
        raise ExperimentError(faults)
    return design.policies.index(row)


def refuse_no_grid(design: Design) -> None:
    """Raises :class:`~govperf_sim.errors.ExperimentError` for a design that is no grid of numbers around its start."""
    if faults := list(_faults(design)):
        raise ExperimentError(faults)


def _faults(design: Design) -> Iterator[Fault]:
    """What keeps a design from being a grid."""
    if not design.levers:
        yield fault("classroom.no_levers")
    if design.uncertainties:
        yield fault("classroom.uncertain", codes=", ".join(f.code for f in design.uncertainties))
    for lever, now in zip(design.levers, design.policies[0], strict=True):
        wrong = [value for value in lever.values if not _is_number(value)]
        yield from (fault("classroom.not_a_number", slider=lever.code, found=value) for value in wrong)
        if now not in lever.values:
            yield fault("classroom.start_off_grid", slider=lever.code, found=now, known=_listed(lever.values))
    left_out = set(_cells(design)) - set(design.policies)
    if left_out:
        yield fault("classroom.not_factorial", missing=len(left_out))


def _cells(design: Design) -> Iterator[tuple[object, ...]]:
    return itertools.product(*(lever.values for lever in design.levers))


def replications_of(samples: Samples) -> Array:
    """Outcome x policy x replication x (part, whole), NaN where nobody has it.

    Raises :class:`~govperf_sim.errors.ExperimentError`, with the reason, for cells that could not be played.
    """
    manifest, tables, faults = samples.manifest, [], []
    for _, policy, results in samples.points():
        for result in results:
            if result.refused is not None:
                where = _listed(manifest.design.policies[policy])
                faults.append(
                    fault(
                        "classroom.not_played", cell=where, said=Name(zh=result.refused["zh"], en=result.refused["en"])
                    )
                )
            if result.table is not None:
                tables.append(result.table.assign(policy=policy))
    if faults:
        raise ExperimentError(faults)
    whole = pd.concat(tables, ignore_index=True)
    rows = whole[whole["whom"] == EVERYBODY].set_index(["outcome", "policy", "replication"])[["part", "whole"]]
    axes = [o.code for o in manifest.outcomes], range(len(manifest.design.policies)), range(max(manifest.replications))
    laid_out = rows.reindex(pd.MultiIndex.from_product(axes, names=rows.index.names)).to_numpy(float)
    return laid_out.reshape(*map(len, axes), 2)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _listed(values: Sequence[object]) -> str:
    return ", ".join(f"{v:g}" if isinstance(v, float) else str(v) for v in values)


def _slider(lever: Lever, now: object) -> Slider:
    values = tuple(v for v in lever.values if isinstance(v, int | float))
    return Slider(
        code=lever.code,
        name=factor_called(lever),
        values=values,
        start=lever.values.index(now),
        scale=100.0 if lever.path.startswith(POINTS_OF) and max(values) <= 1.0 else 1.0,
    )


def _gauge(outcome: Outcome) -> Gauge:
    unit, scale = "percent", 100.0
    if outcome.over is None:
        first = outcome.measures[0] if outcome.measures else outcome.code
        unit, scale = unit_of(first), shown_factor(first)
    key = "nobody_has" if outcome.over is None else "nothing_to_share"
    over = {} if outcome.over is None else {"measure": label(outcome.over, {})}
    return Gauge(
        code=outcome.code,
        name=outcome_called(outcome),
        unit=unit,
        scale=scale,
        places=PLACES[unit],
        better=outcome.way,
        last=outcome.last,
        missing=Message(f"classroom.{key}", over),
    )


def _reading(own: Array, versus: Array | None, gauge: Gauge) -> Reading | None:
    """The ratio of replications x (part, whole), or its difference from that of another policy, as shown."""
    have = ~np.isnan(own[:, PART])
    if versus is not None:
        have &= ~np.isnan(versus[:, PART])
    value, low, high = ratio_interval(own[have], None if versus is None else versus[have])
    if math.isnan(value):
        return None
    ends = (value if math.isnan(end) else end for end in (low, high))
    return Reading(*(float(rounded(gauge.scale * x, gauge.places)) for x in (value, *ends)))
