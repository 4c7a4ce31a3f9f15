r"""Samples: the cells of a store as arrays, without ever holding more of them than one world's.

Of an outcome, replication r of policy p in world w has a part :math:`a_{pwr}` and a whole :math:`b_{pwr}`.  What is said
about chance needs the sums over worlds, :math:`A_{pr} = \sum_w a_{pwr}`; what is said about worlds the sums over
replications, :math:`A_{pw} = \sum_r a_{pwr}`.  One pass over the cells gives both.  A world in which some policy could
not be played is left out for all of them, so that policies stay comparable, and is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from govperf_sim.cells import Array
from govperf_sim.errors import ExperimentError, fault, nearest
from govperf_sim.experiments.cell import Result
from govperf_sim.experiments.outcome import EVERYBODY
from govperf_sim.experiments.store.manifest import Manifest
from govperf_sim.experiments.store.shelf import Shelf
from govperf_sim.words import Language


@dataclass(frozen=True, eq=False)
class Sums:
    """Of one outcome for everybody or one group."""

    over_worlds: Array
    """Policy x replication x (part, whole): sums over the worlds in which every policy could be played; NaN beyond a
    policy's own replications, where nobody has the measure, and everywhere if no world is shared."""
    over_luck: Array
    """Policy x world x (part, whole): sums over the replications that all policies have; NaN where not played."""
    worlds: Array
    """The worlds that are in ``over_worlds``."""


@dataclass(frozen=True, eq=False)
class Samples:
    """Reads the cells that a manifest names from a shelf."""

    manifest: Manifest
    shelf: Shelf

    def sums(self, outcome: str, whom: str = EVERYBODY) -> Sums:
        """One pass over all cells.

        Raises :class:`~govperf_sim.errors.ExperimentError` for an outcome or a group that was not measured.
        """
        self.check(outcome, whom)
        design = self.manifest.design
        over_luck = np.full((len(design.policies), len(design.worlds), 2), np.nan)
        over_worlds = np.zeros((len(design.policies), max(self.manifest.replications), 2))
        shared = min(self.manifest.replications)
        played = []
        for world, here in enumerate(self.by_world(outcome, whom)):
            over_luck[:, world] = np.nansum(here[:, :shared], axis=1)
            if np.isnan(here[:, :shared]).all(axis=(1, 2)).any():
                over_luck[np.isnan(here[:, :shared]).all(axis=(1, 2)), world] = np.nan
                continue
            over_worlds += here
            played.append(world)
        if not played:
            over_worlds[:] = np.nan
        return Sums(over_worlds, over_luck, np.array(played))

    def by_world(self, outcome: str, whom: str = EVERYBODY) -> Iterator[Array]:
        """For each world policy x replication x (part, whole), NaN where there is none."""
        m = self.manifest
        for world in range(len(m.design.worlds)):
            here = np.full((len(m.design.policies), max(m.replications), 2), np.nan)
            for policy in range(len(m.design.policies)):
                for block in m.blocks(policy):
                    result = self.shelf.get(m.cell(policy, world, block))
                    if result is None or result.table is None:
                        continue
                    table = result.table
                    rows = table[(table["outcome"] == outcome) & (table["whom"] == whom)]
                    here[policy, rows["replication"].to_numpy()] = rows[["part", "whole"]].to_numpy()
            yield here

    def points(self) -> Iterator[tuple[int, int, list[Result]]]:
        """World, policy, and the results of the point that are on the shelf, world by world; one pass over all cells."""
        m = self.manifest
        for world in range(len(m.design.worlds)):
            for policy in range(len(m.design.policies)):
                found = (self.shelf.get(m.cell(policy, world, block)) for block in m.blocks(policy))
                yield world, policy, [result for result in found if result is not None]

    def refused(self) -> Iterator[tuple[int, int, Mapping[Language, str]]]:
        """World, policy and reason of every point that could not be played; one pass over all cells."""
        for world, policy, results in self.points():
            reason = next((r.refused for r in results if r.refused is not None), None)
            if reason is not None:
                yield world, policy, reason

    def check(self, outcome: str, whom: str) -> None:
        codes, groups = [o.code for o in self.manifest.outcomes], [EVERYBODY, *self.manifest.groups]
        faults = []
        if outcome not in codes:
            faults.append(fault("experiment.no_outcome", nearest(outcome, codes), found=outcome))
        if whom not in groups:
            faults.append(fault("experiment.no_group", nearest(whom, groups), found=whom))
        if faults:
            raise ExperimentError(faults)

    def check_policy(self, policy: int) -> None:
        """Raises :class:`~govperf_sim.errors.ExperimentError` for a number that no policy has."""
        policies = len(self.manifest.design.policies)
        if not (isinstance(policy, int | np.integer) and 0 <= policy < policies):
            raise ExperimentError(fault("estimates.no_policy", found=policy, last=policies - 1))
