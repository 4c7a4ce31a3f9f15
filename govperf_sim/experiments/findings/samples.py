r"""Samples: the cells of a store as arrays, without ever holding more of them than one world's.

Of an outcome, replication r of policy p in world w has a part :math:`a_{pwr}` and a whole :math:`b_{pwr}`.  What is said
about chance needs the sums over worlds, :math:`A_{pr} = \sum_w a_{pwr}`; what is said about worlds the sums over
replications, :math:`A_{pw} = \sum_r a_{pwr}`.  One pass over the cells gives both.  A world in which some policy could
not be played is left out for all of them, so that policies stay comparable, and is told.  So is one that has not been played
to its end, in a store that is not finished: its replications count only where all policies have them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from govperf_sim.cells import Array
from govperf_sim.errors import ExperimentError, fault, nearest
from govperf_sim.experiments.cell import Result
from govperf_sim.experiments.outcome import EVERYBODY
from govperf_sim.experiments.store.manifest import Manifest
from govperf_sim.experiments.store.shelf import Shelf
from govperf_sim.words import Language, Message

Asked = tuple[str, str]
"""An outcome, and for whom."""


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
        return self.sums_of([(outcome, whom)])[0]

    def sums_of(self, asked: Sequence[Asked]) -> list[Sums]:
        """The sums of several outcomes and groups, in one pass over all cells."""
        for outcome, whom in asked:
            self.check(outcome, whom)
        design, replications = self.manifest.design, self.manifest.replications
        over_luck = np.full((len(asked), len(design.policies), len(design.worlds), 2), np.nan)
        over_worlds = np.zeros((len(asked), len(design.policies), max(replications), 2))
        played: list[list[int]] = [[] for _ in asked]
        wanted = np.arange(max(replications)) < np.array(replications)[:, None]
        for world, (here, looked_at) in enumerate(self._worlds(asked)):
            together = here[:, :, looked_at.all(axis=0)]
            none = np.asarray(np.isnan(together).all(axis=(2, 3)))
            over_luck[:, :, world] = np.where(none[..., None], np.nan, np.nansum(together, axis=2))
            for k in np.flatnonzero(~none.any(axis=1)) if (looked_at == wanted).all() else ():
                over_worlds[k] += here[k]
                played[k].append(world)
        over_worlds[[not worlds for worlds in played]] = np.nan
        return [Sums(*one) for one in zip(over_worlds, over_luck, map(np.array, played), strict=True)]

    def by_world(self, outcome: str, whom: str = EVERYBODY) -> Iterator[Array]:
        """For each world policy x replication x (part, whole), NaN where there is none."""
        return (here[0] for here, _ in self._worlds([(outcome, whom)]))

    def shared_worlds(self, outcome: str, whom: str = EVERYBODY) -> Iterator[tuple[int, Array]]:
        """The worlds in which every policy was played as often as all are and has the outcome: number, and policy x replication x
        (part, whole) of the replications that all policies have.
        """
        shared = min(self.manifest.replications)
        for world, (here, looked_at) in enumerate(self._worlds([(outcome, whom)])):
            pairs = here[0, :, :shared]
            if looked_at[:, :shared].all() and not np.isnan(pairs).all(axis=(1, 2)).any():
                yield world, pairs

    def _worlds(self, asked: Sequence[Asked]) -> Iterator[tuple[Array, np.ndarray]]:
        """For each world asked x policy x replication x (part, whole); and policy x replication, whether it is on the shelf."""
        m = self.manifest
        shape = len(m.design.policies), max(m.replications)
        for world in range(len(m.design.worlds)):
            here, looked_at = np.full((len(asked), *shape, 2), np.nan), np.zeros(shape, bool)
            for policy in range(len(m.design.policies)):
                for block in m.blocks(policy):
                    result = self.shelf.get(m.cell(policy, world, block))
                    if result is None:
                        continue
                    looked_at[policy, block.start : block.stop] = True
                    if result.table is not None:
                        _lay_out(result.table, asked, here[:, policy])
            yield here, looked_at

    def unfinished(self) -> Message | None:
        """How many cells are not played, or damaged, and how to go on; None where all are there.  One pass over all cells."""
        missing = [cell.key in self.shelf.damaged for cell in self.manifest.cells() if cell not in self.shelf]
        if not missing:
            return None
        counts = {"missing": missing.count(False), "damaged": missing.count(True), "total": self.manifest.count}
        return Message("store.unfinished", counts)

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


def _lay_out(table: pd.DataFrame, asked: Sequence[Asked], here: Array) -> None:
    """Put the rows of a cell into asked x replication x (part, whole)."""
    outcomes, groups = (np.asarray(table[column], object) for column in ("outcome", "whom"))
    numbers = table["replication"].to_numpy()
    pairs = np.column_stack([table["part"].to_numpy(), table["whole"].to_numpy()])
    for k, (outcome, whom) in enumerate(asked):
        rows = (outcomes == outcome) & (groups == whom)
        here[k, numbers[rows]] = pairs[rows]
