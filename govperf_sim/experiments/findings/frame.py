"""Frames: one row for every point, outcome and group, a few thousand rows at a time or all at once.

Of a point the outcome is the ratio of parts to wholes over its replications, a mean where all wholes are 1; its standard error is
that of the replications about it, linear in part and whole (:mod:`govperf_sim.experiments.estimates.intervals`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from govperf_sim.errors import ExperimentError, fault
from govperf_sim.experiments.findings.samples import Samples
from govperf_sim.experiments.store.disk import explained

TOLD = ("world", "policy", "outcome", "whom", "replications", "value", "standard_error")
AT_ONCE = 50_000
"""Rows of cells that are read before they are summed up."""
KEYS = ["world", "policy", "outcome", "whom"]


def frames(samples: Samples) -> Iterator[pd.DataFrame]:
    """The rows of :func:`frame`, some points at a time, so that a million of them need not fit into memory."""
    waiting: list[pd.DataFrame] = []
    count = 0
    for world, policy, results in samples.points():
        if any(r.table is None for r in results):
            continue
        own = [r.table.assign(world=world, policy=policy) for r in results if r.table is not None]
        waiting += own
        count += sum(map(len, own))
        if count >= AT_ONCE:
            yield _summed(samples, pd.concat(waiting, ignore_index=True))
            waiting, count = [], 0
    if waiting:
        yield _summed(samples, pd.concat(waiting, ignore_index=True))


def frame(samples: Samples) -> pd.DataFrame:
    """Every point that was played: world, policy, a column for every lever and uncertainty, outcome, whom (a group, empty for
    everybody), replications, value, standard_error (NaN of a single replication).

    A factor whose code is that of one of these columns has an underscore after it.  Points that could not be played are those of
    :func:`refused`.
    """
    return pd.concat(list(frames(samples)) or [_empty(samples)], ignore_index=True)


def refused(samples: Samples) -> pd.DataFrame:
    """Every point that could not be played: world, policy, a column for every lever and uncertainty, and why, in zh and en."""
    rows = [(world, policy, reason["zh"], reason["en"]) for world, policy, reason in samples.refused()]
    return _with_values(samples, pd.DataFrame(rows, columns=["world", "policy", "zh", "en"]))


def write(samples: Samples, path: Path | str) -> Path:
    """Write :func:`frame` as CSV, a part at a time.  What stood there stays until all of it is written.

    Raises :class:`~govperf_sim.errors.ExperimentError` for another kind of file, and where it cannot be written.
    """
    target = Path(path)
    if target.suffix.lower() != ".csv":
        raise ExperimentError(fault("findings.not_csv", path=str(target)))
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    with explained(target):
        try:
            _write_csv(samples, unfinished)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
    return target


def _write_csv(samples: Samples, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        _empty(samples).to_csv(out, index=False, lineterminator="\n")
        for part in frames(samples):
            part.to_csv(out, index=False, header=False, lineterminator="\n")


def _summed(samples: Samples, cells: pd.DataFrame) -> pd.DataFrame:
    grouped = cells.groupby(KEYS, sort=False)
    sums = grouped[["part", "whole"]].sum()
    count = grouped.size()
    value = sums["part"] / sums["whole"].where(sums["whole"] != 0.0)
    about = cells["part"] - cells["whole"] * grouped["part"].transform("sum") / grouped["whole"].transform("sum")
    squares = (about**2).groupby([cells[k] for k in KEYS], sort=False).sum()
    variance = (squares / (count - 1).where(count > 1)) / (sums["whole"] / count) ** 2
    told = pd.DataFrame({"replications": count, "value": value, "standard_error": np.sqrt(variance / count)})
    return _with_values(samples, told.reset_index())


def _with_values(samples: Samples, rows: pd.DataFrame) -> pd.DataFrame:
    """With the values of levers and uncertainties after world and policy."""
    design = samples.manifest.design
    codes = [f.code for f in design.levers] + [f.code for f in design.uncertainties]
    called = {code: f"{code}_" for code in codes if code in TOLD}
    worlds = design.world_table.iloc[rows["world"].to_numpy(int)].set_axis(rows.index)
    policies = design.policy_table.iloc[rows["policy"].to_numpy(int)].set_axis(rows.index)
    values = pd.concat([policies, worlds], axis=1).rename(columns=called)
    return pd.concat([rows[["world", "policy"]], values, rows.drop(columns=["world", "policy"])], axis=1)


def _empty(samples: Samples) -> pd.DataFrame:
    """No rows, but every column as it is in the others."""
    return _summed(samples, pd.DataFrame({"world": pd.Series(dtype=int), "policy": pd.Series(dtype=int),
                                          "outcome": pd.Series(dtype=object), "whom": pd.Series(dtype=object),
                                          "part": pd.Series(dtype=float), "whole": pd.Series(dtype=float)}))  # fmt: skip
