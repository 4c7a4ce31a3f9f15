r"""Overlap between assessments and what it costs (notice II-6 and VI-2j: fewer duplicate, multi-head assessments).

An assessment is the set of indicators that it asks for.  Collecting an indicator takes d_k person-days a unit and year.
If every assessment A collects for itself the units spend :math:`\sum_A \sum_{k \in A} d_k`; if each fact is reported once
and reused, :math:`\sum_{k \in \cup A} d_k`.  The difference is what integration can save, and the bound on it: it is
reached only when all assessments accept the same definition and date.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
import pandas as pd

from govperf_sim.errors import AggregationError, Fault, fault

Assessments = Mapping[str, AbstractSet[str]]


@dataclass(frozen=True)
class Burden:
    """Person-days a year over all units asked.

    ``each``: assessment -> ``indicators``, ``also_elsewhere`` (asked by another one too), ``person_days``.
    ``every_time``: if each assessment collects for itself; ``once``: if each fact is reported once; ``saved``: the
    difference.
    ``duplicated``: indicator -> ``assessments`` (their names), ``times``, ``saved`` person-days, dearest first.
    """

    each: pd.DataFrame
    every_time: float
    once: float
    saved: float
    duplicated: pd.DataFrame


def overlap(assessments: Assessments) -> pd.DataFrame:
    """How many indicators each two assessments share; on the diagonal, how many each has.

    >>> overlap({"cadres": {"gdp", "air", "jobs"}, "delta": {"gdp", "air"}, "energy": {"coal"}})
            cadres  delta  energy
    cadres       3      2       0
    delta        2      2       0
    energy       0      0       1
    """
    _check(assessments)
    names = list(assessments)
    shared = [[len(assessments[a] & assessments[b]) for b in names] for a in names]
    return pd.DataFrame(shared, index=names, columns=names)


def overlap_share(assessments: Assessments) -> pd.DataFrame:
    """The share of the row's indicators that the column asks for as well.

    >>> overlap_share({"cadres": {"gdp", "air", "jobs", "coal"}, "delta": {"gdp", "air"}})
            cadres  delta
    cadres     1.0    0.5
    delta      1.0    1.0
    """
    shared = overlap(assessments)
    return shared.div(np.diag(shared), axis=0)


def burden(assessments: Assessments, person_days: Mapping[str, float], units: int) -> Burden:
    """What the assessments cost when every fact is collected every time, and when it is collected once.

    ``person_days`` a unit and year by indicator; ``units`` is how many units are asked.  Raises
    :class:`~govperf_sim.errors.AggregationError` for an indicator without person-days and for figures below 0.

    >>> found = burden({"cadres": {"gdp", "air"}, "delta": {"gdp"}}, {"gdp": 2.0, "air": 5.0}, units=10)
    >>> found.every_time, found.once, found.saved
    (90.0, 70.0, 20.0)
    """
    _check(assessments)
    asked = sorted(set().union(*assessments.values()))
    faults = [fault("diagnostics.no_person_days", indicator=k) for k in asked if k not in person_days]
    faults += [
        fault("diagnostics.bad_person_days", indicator=k, found=person_days[k])
        for k in asked
        if k in person_days and not 0 <= person_days[k] < np.inf
    ]
    if units < 1:
        faults.append(fault("diagnostics.no_units", found=units))
    if faults:
        raise AggregationError(faults)
    by = {k: [name for name, of in assessments.items() if k in of] for k in asked}
    each = {
        name: (len(of), sum(len(by[k]) > 1 for k in of), units * sum(person_days[k] for k in sorted(of)))
        for name, of in assessments.items()
    }
    every_time = float(sum(days for _, _, days in each.values()))
    once = float(units * sum(person_days[k] for k in asked))
    repeated = [
        (k, tuple(names), len(names), units * person_days[k] * (len(names) - 1))
        for k, names in by.items()
        if len(names) > 1
    ]
    repeated.sort(key=lambda row: -row[3])
    duplicated = pd.DataFrame(repeated, columns=["indicator", "assessments", "times", "saved"]).set_index("indicator")
    table = pd.DataFrame.from_dict(each, orient="index", columns=["indicators", "also_elsewhere", "person_days"])
    return Burden(table, every_time, once, every_time - once, duplicated)


def _check(assessments: Mapping[str, object]) -> None:
    faults: list[Fault] = []
    for name, of in assessments.items():
        if not isinstance(of, AbstractSet):
            faults.append(fault("diagnostics.not_a_set", assessment=name))
        elif not of:
            faults.append(fault("diagnostics.empty_assessment", assessment=name))
    if faults or not assessments:
        raise AggregationError(faults or fault("diagnostics.no_assessments"))
