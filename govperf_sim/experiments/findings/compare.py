r"""What policies achieve, and how they differ under the same luck.

A difference is taken within a replication, of sums over the worlds that all policies share, before anything is averaged:
:math:`d_r = z_{pr} - z_{0r}`, with z as :mod:`~govperf_sim.experiments.estimates.intervals` has it.  The interval is that of
chance, the worlds being as designed.  A replication in which one of two policies lacks the measure does not count for the two.

Of the intervals of :attr:`Hold.EACH` 95 in a hundred hold the truth, so among twenty policies that change nothing one differs.
Those of :attr:`Hold.TOGETHER` are wider (Bonferroni: each of m at :math:`1 - .05/m`): in 95 of a hundred experiments all rows of
the table hold it.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Literal, TypeVar

import numpy as np
import pandas as pd

from govperf_sim.cells import Array
from govperf_sim.errors import ExperimentError, fault, nearest
from govperf_sim.experiments.estimates.intervals import CONFIDENCE, PART, Method, ratio_interval
from govperf_sim.experiments.findings.samples import Samples
from govperf_sim.experiments.league import verdict
from govperf_sim.experiments.outcome import EVERYBODY, Outcome

By = Literal["group", "world"]
WHOM = "whom"
Kind = TypeVar("Kind", bound=StrEnum)


class Hold(StrEnum):
    """What 95 % is said of."""

    EACH = "each"
    TOGETHER = "together"


def summary(samples: Samples, outcome: str, by: By | None = None, method: str = Method.T) -> pd.DataFrame:
    """``policy, whom | world, value, low, high, replications``: each policy's mean, or its ratio, with a 95 % interval.

    Over the worlds that all policies share; ``by`` tells it for every group, or every world apart.  NaN ends with a single
    replication.  Raises :class:`~govperf_sim.errors.ExperimentError` for an outcome that was not measured.
    """
    made = _among(method, Method, "method")
    rows = []
    for key, here in _parts(samples, outcome, by):
        for policy, pairs in enumerate(here):
            own = pairs[_have(pairs)]
            if len(own):
                rows.append((policy, *key, *ratio_interval(own, method=made), len(own)))
    return _table(rows, by, ["value", "low", "high", "replications"])


def compare(
    samples: Samples,
    outcome: str,
    by: By | None = None,
    versus: int = 0,
    method: str = Method.T,
    hold: str = Hold.EACH,
) -> pd.DataFrame:
    """``policy, whom | world, versus, difference, low, high, replications, verdict``: how each policy differs from another.

    The verdict is one of :class:`~govperf_sim.experiments.league.Verdict`.  Policies that share no replication with the
    other have no row.  Raises :class:`~govperf_sim.errors.ExperimentError` for an outcome, policy, method or hold that is
    not there.
    """
    made, held = _among(method, Method, "method"), _among(hold, Hold, "hold")
    samples.check_policy(versus)
    way = named(samples, outcome).way
    both = [
        (policy, key, pairs[shared], here[versus][shared])
        for key, here in _parts(samples, outcome, by)
        for policy, pairs in enumerate(here)
        if policy != versus and (shared := _have(pairs) & _have(here[versus])).any()
    ]
    confidence = CONFIDENCE if held is Hold.EACH else 1.0 - (1.0 - CONFIDENCE) / max(1, len(both))
    rows = []
    for policy, key, ours, theirs in both:
        found = ratio_interval(ours, theirs, made, confidence)
        rows.append((policy, *key, versus, *found, len(ours), verdict(way, *found).value))
    return _table(rows, by, ["versus", "difference", "low", "high", "replications", "verdict"])


def named(samples: Samples, outcome: str) -> Outcome:
    """The outcome of that code; raises ExperimentError where it was not measured."""
    samples.check(outcome, EVERYBODY)
    return next(o for o in samples.manifest.outcomes if o.code == outcome)


def _parts(samples: Samples, outcome: str, by: By | None) -> Iterator[tuple[tuple[object, ...], Array]]:
    """What rows are told apart by, and policy x replication x (part, whole)."""
    if by == "world":
        samples.check(outcome, EVERYBODY)
        yield from (((world,), here) for world, here in enumerate(samples.by_world(outcome)))
    elif by == "group":
        groups = list(samples.manifest.groups)
        sums = samples.sums_of([(outcome, code) for code in groups])
        yield from (((code,), of_group.over_worlds) for code, of_group in zip(groups, sums, strict=True))
    elif by is None:
        yield (), samples.sums(outcome).over_worlds
    else:
        raise ExperimentError(fault("estimates.unknown", nearest(by, ("group", "world")), what="by", found=by))


def _have(pairs: Array) -> np.ndarray:
    return np.asarray(~np.isnan(pairs[:, PART]))


def _table(rows: list[tuple[object, ...]], by: By | None, columns: list[str]) -> pd.DataFrame:
    key = {None: [], "group": [WHOM], "world": ["world"]}[by]
    return pd.DataFrame(rows, columns=["policy", *key, *columns])


def _among(found: str, kinds: type[Kind], what: str) -> Kind:
    known = list(kinds)
    if found not in known:
        raise ExperimentError(fault("estimates.unknown", nearest(found, known), what=what, found=found))
    return kinds(found)
