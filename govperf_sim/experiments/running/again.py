"""Play one cell of a store again, and hold the result to what lies there.

A cell is its point of the design, its replications, the seed and the code; so the same numbers must come out, to the last
bit, on any machine with the same libraries.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from govperf_sim.errors import ExperimentError, Fault, fault, nearest
from govperf_sim.experiments.cell import Cell, Result
from govperf_sim.experiments.model import ScenarioModel
from govperf_sim.experiments.outcome import COLUMNS
from govperf_sim.experiments.store.manifest import Manifest
from govperf_sim.experiments.store.shelf import Shelf
from govperf_sim.experiments.versions import code_digest, versions
from govperf_sim.scenario.load import Scenario, load_scenario, shipped

SHORTEST = 4
"""Digits of a key by which a cell may be asked for."""
MOST_NAMED = 5


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where in the design a cell stands."""

    policy: int
    world: int
    cell: Cell


def places(manifest: Manifest) -> Iterator[Place]:
    """Every cell with its place."""
    for world in range(len(manifest.design.worlds)):
        for policy in range(len(manifest.design.policies)):
            yield from places_of(manifest, policy, world)


def places_of(manifest: Manifest, policy: int, world: int) -> Iterator[Place]:
    """The cells of one point; raises :class:`~govperf_sim.errors.ExperimentError` for one that is not there."""
    points = {"policy": (policy, len(manifest.design.policies)), "world": (world, len(manifest.design.worlds))}
    faults = [
        fault(f"rerun.no_{what}", found=found, last=count - 1)
        for what, (found, count) in points.items()
        if not 0 <= found < count
    ]
    if faults:
        raise ExperimentError(faults)
    for block in manifest.blocks(policy):
        yield Place(policy=policy, world=world, cell=manifest.cell(policy, world, block))


def place_of(manifest: Manifest, key: str) -> Place:
    """The cell whose key is ``key`` or begins so.

    Raises :class:`~govperf_sim.errors.ExperimentError` where there is none, naming the nearest, and where several begin so.
    """
    asked = key.strip().lower()
    if len(asked) < SHORTEST:
        raise ExperimentError(fault("rerun.key_too_short", found=key, fewest=SHORTEST))
    known, found = list[str](), list[Place]()
    for place in places(manifest):
        known.append(place.cell.key)
        if place.cell.key.startswith(asked):
            found.append(place)
    if not found:
        # Of a key with a slip of the pen the beginning or the end is right; among a million keys, only those are near.
        like = [k for k in known if k.startswith(asked[:3]) or k[3:].startswith(asked[3:])]
        raise ExperimentError(fault("rerun.no_cell", nearest(asked, like) if like else None, found=key))
    if len(found) > 1:
        keys = ", ".join(p.cell.key for p in found[:MOST_NAMED])
        raise ExperimentError(fault("rerun.several_cells", found=key, count=len(found), keys=keys))
    return found[0]


def scenario_of(manifest: Manifest, folder: str | Path | None = None) -> Scenario:
    """The scenario that the cells are of, from ``folder`` or from where it was.

    Raises :class:`~govperf_sim.errors.ExperimentError` for a store of a function, and if the scenario is nowhere to be found.
    """
    if manifest.years is None:
        raise ExperimentError(fault("rerun.of_a_function", function=manifest.scenario))
    if folder is not None:
        return load_scenario(folder)
    if Path(manifest.folder).is_dir():
        return load_scenario(manifest.folder)
    if manifest.scenario in shipped():
        return load_scenario(manifest.scenario)
    raise ExperimentError(fault("rerun.scenario_gone", scenario=manifest.scenario, folder=manifest.folder))


def model_of(manifest: Manifest, scenario: Scenario) -> ScenarioModel:
    """What the cells were played with.

    Raises :class:`~govperf_sim.errors.ExperimentError` naming everything that is not as it was: the scenario, the code of
    the package, the libraries.
    """
    assert manifest.years is not None
    model = ScenarioModel(
        scenario=scenario, outcomes=manifest.outcomes, years=manifest.years, by_group=bool(manifest.groups)
    )
    faults = list(_changed(manifest))
    if model.digest != manifest.model:
        faults.insert(0, fault("rerun.other_scenario", scenario=scenario.name, folder=scenario.folder))
    if faults:
        raise ExperimentError(faults)
    return model


def _changed(manifest: Manifest) -> Iterator[Fault]:
    if code_digest() != manifest.code:
        yield fault("rerun.other_code", had=manifest.code[:12], now=code_digest()[:12])
    now = versions()
    for name, had in manifest.versions.items():
        if now.get(name) != had:
            yield fault("rerun.other_version", name=name, had=had, now=now.get(name, "—"))


@dataclass(frozen=True, eq=False)
class Again:
    """``kept`` is what lay in the store, None if nothing did; ``now`` what came out."""

    place: Place
    kept: Result | None
    now: Result

    @property
    def same(self) -> bool:
        return self.kept is not None and self.kept.refused == self.now.refused and self.differences.empty

    @property
    def differences(self) -> pd.DataFrame:
        """``replication, outcome, whom, column, kept, now``: every number that is not the same to the last bit."""
        keys = list(COLUMNS[:3])
        sides = [
            (pd.DataFrame(columns=list(COLUMNS)) if side is None or side.table is None else side.table).melt(
                keys, var_name="column", value_name="value"
            )
            for side in (self.kept, self.now)
        ]
        both = sides[0].merge(sides[1], on=[*keys, "column"], how="outer", suffixes=("_kept", "_now"))
        both = both.rename(columns={"value_kept": "kept", "value_now": "now"})
        # Equal numbers have equal bits but for the sign of 0; what neither side has is equal too.
        unequal = (both["kept"] != both["now"]) & ~(both["kept"].isna() & both["now"].isna())
        return both[unequal].reset_index(drop=True)


def again(place: Place, model: ScenarioModel, shelf: Shelf) -> Again:
    """The cell played anew, beside what lies on the shelf."""
    return Again(place, shelf.get(place.cell), place.cell.play(model))
