"""Who plays, from what a caller says: nothing, so many workers, an executor, or the address of a cluster."""

from __future__ import annotations

import os
from concurrent.futures import Executor

from govperf_sim.errors import ExperimentError, fault
from govperf_sim.experiments.running.cluster import cluster
from govperf_sim.experiments.running.hands import Alone, Given, Hands, Processes


def who_plays(workers: int, executor: Executor | None, dask: str | None = None) -> Hands:
    """Who plays; ``dask`` is the address of a cluster.

    Raises :class:`~govperf_sim.errors.ExperimentError` for fewer workers than one, for more than one kind of hands, and for a
    cluster that cannot play.
    """
    if workers < 1:
        raise ExperimentError(fault("experiments.below_one", what="workers", found=workers))
    if dask is not None:
        if workers > 1 or executor is not None:
            raise ExperimentError(fault("cluster.one_of"))
        return cluster(dask)
    if executor is not None:
        return Given(executor, workers if workers > 1 else os.cpu_count() or 1)
    return Alone() if workers == 1 else Processes(workers)
