"""The treatments a scenario asks for, carried out on its observed values: gaps filled first, then outliers brought in.

Only what scoring uses is touched: the year that is scored, the year before where a method looks back to it, and the
reference years of frozen posts.  The logarithm alone is taken of every year, so that the years remain comparable.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from govperf_sim.framework import Framework
from govperf_sim.panel import Panel
from govperf_sim.scenario.schema import ImputeEntry, OutliersEntry, PanelEntry
from govperf_sim.scoring.scores import years_needed
from govperf_sim.treatment import imputation
from govperf_sim.treatment.outliers import Limits, log_transform, winsorise
from govperf_sim.treatment.treated import COLUMNS, Treated


def treated(framework: Framework, observed: Panel, entry: PanelEntry) -> Treated:
    """The panel after the treatments of its entry, with every cell they touched; as it was where none is asked for.

    Raises :class:`~govperf_sim.errors.PanelError`, naming every cell that cannot be treated as asked.
    """
    steps = [Treated(observed, pd.DataFrame(columns=list(COLUMNS)))]
    years = {k: _years(framework, observed, k, entry.period) for k in framework.indicators}
    if entry.impute is not None:
        steps.append(_imputed(framework, steps[-1].panel, entry.impute, years))
    if entry.outliers is not None:
        steps += _outliers(steps[-1].panel, entry.outliers, years)
    changes = [step.changes for step in steps if len(step.changes)] or [steps[0].changes]
    return Treated(steps[-1].panel, pd.concat(changes, ignore_index=True))


def _years(framework: Framework, panel: Panel, indicator: str, period: int) -> set[int]:
    asked = {
        *years_needed(framework, panel, indicator, period),
        *framework.indicators[indicator].scoring.reference_years,
    }
    return asked & set(panel.periods)


def _imputed(framework: Framework, panel: Panel, entry: ImputeEntry, years: Mapping[str, set[int]]) -> Treated:
    asked = entry.indicators or tuple(framework.indicators)
    cells = [
        cell
        for year in panel.periods
        for cell in imputation.gaps(panel, year, {k: framework.units_under(k) for k in asked if year in years[k]})
    ]
    groups = {u: unit.group for u, unit in framework.units.items()}
    match entry.method:
        case "group_mean":
            return imputation.group_mean(panel, cells, groups)
        case "group_median":
            return imputation.group_median(panel, cells, groups)
        case "last_value":
            return imputation.last_value(panel, cells)
        case "linear":
            return imputation.linear(panel, cells)


def _outliers(panel: Panel, entry: OutliersEntry, years: Mapping[str, set[int]]) -> list[Treated]:
    if entry.method == "log":
        return [log_transform(panel, entry.indicators or ())]
    limits = Limits(skewness=entry.skewness, kurtosis=entry.kurtosis, points=entry.points)
    steps: list[Treated] = []
    for year in panel.periods:
        now = steps[-1].panel if steps else panel
        counts = now.wide(year).count()
        enough = [k for k in years if counts.get(k, 0) >= 4]
        asked = [k for k in entry.indicators or enough if year in years[k]]
        steps.append(winsorise(now, year, asked, limits))
    return steps
