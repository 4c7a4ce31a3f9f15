"""From values to the scores of every pool, along one way through the choices; what several ways share is worked out once.

The values are treated on their way in (vintage, gaps, outliers), scored with their errors, and aggregated under the
weights.  Posts stay as the framework has them: they were frozen before the data were seen.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from govperf_sim.aggregate import weighted_sum
from govperf_sim.cells import Array
from govperf_sim.errors import Fault, PanelError, ScoringError, fault
from govperf_sim.framework import Framework, Indicator
from govperf_sim.panel import Cell, Panel
from govperf_sim.robustness.choices import LEVELS, ON_PROGRESS, Case
from govperf_sim.robustness.pools import Pool
from govperf_sim.scoring.scores import score_values, years_needed
from govperf_sim.treatment import imputation
from govperf_sim.treatment.outliers import winsorise
from govperf_sim.weights.weighting import Weighting

Values = Mapping[tuple[str, int], Array]
"""(indicator, year) -> a value for each unit to which the indicator applies."""
FEWEST = 4
"""Values; of fewer no kurtosis can be told, so that they have no outliers."""
KEPT = 512
"""So many tables of scores are kept, for ways that differ only in weights or aggregation."""


class Assessed:
    """The units of a framework, ready to be scored along any way through the choices.

    ``weights`` (group x indicator) are used where none are drawn, ``drawn`` are draws from the admissible weights: draw x
    group x indicator.
    """

    def __init__(
        self,
        measured: tuple[Framework, Panel, int],
        weighting: Weighting,
        weights: pd.DataFrame,
        drawn: Array,
        pools: Sequence[Pool],
        seed: int,
    ) -> None:
        self._framework, self._panel, self._period = measured
        self._weighting, self._weights, self._drawn, self._pools, self._seed = weighting, weights, drawn, pools, seed
        self._table: Callable[[Case], pd.DataFrame] = functools.lru_cache(KEPT)(self._scored)
        self._values: Callable[[Case], Values] = functools.lru_cache(None)(self._treated)

    def scores(self, case: Case) -> Array:
        """The scores of all units of all pools, pool after pool."""
        table = self._table(dataclasses.replace(case, draw=None, aggregation=weighted_sum))
        weights = self._weights
        if case.draw is not None:
            weights = pd.DataFrame(self._drawn[int(case.draw * len(self._drawn))], weights.index, weights.columns)
        groups = self._weighting.groups
        totals = case.aggregation(table, weights, groups)
        found = []
        for pool in self._pools:
            units = list(pool.units)
            if pool.level == "group":
                found.append(totals.loc[units].to_numpy(float))
            else:
                core = list(dict.fromkeys(k for _, k in pool.cells))
                own = weights.loc[list(dict.fromkeys(g for g, _ in pool.cells)), core]
                of_core = case.aggregation(table.loc[units, core], own.div(own.sum(axis=1), axis=0), groups)
                found.append(of_core.to_numpy(float))
        return np.concatenate(found)

    def _scored(self, case: Case) -> pd.DataFrame:
        """Unit x indicator in [0, 1], NaN where an indicator does not apply."""
        values = self._values(
            dataclasses.replace(case, noise=0.0, noise_share=0.0, rescaling=None, progress_share=None)
        )
        row = {u: n for n, u in enumerate(self._framework.units)}
        table = np.full((len(row), len(self._framework.indicators)), np.nan)
        errors = self._errors(case, values)
        faults = []
        for n, (code, declared) in enumerate(self._framework.indicators.items()):
            units = self._framework.units_under(code)
            years = years_needed(self._framework, self._panel, code, self._period)
            now, *before = (values[code, year] + errors.get((code, year), 0.0) for year in years)
            indicator = _settled(declared, case, now)
            try:
                score = score_values(indicator, units, now, before[0] if before else None)
                table[[row[u] for u in units], n] = score.clip(0.0, 1.0)
            except ScoringError as refused:
                said = {"indicator": code, "method": indicator.scoring.method, "period": self._period}
                faults += [fault("scores.of_indicator", f.hint, **said, said=f.message) for f in refused.faults]
        if faults:
            raise PanelError(faults)
        return pd.DataFrame(table, list(row), list(self._framework.indicators))

    def _errors(self, case: Case, values: Values) -> Values:
        if not case.noise * case.noise_share:
            return {}
        rng = np.random.default_rng([self._seed, int(case.noise * 2**32)])
        return {cell: case.noise_share * x.std() * rng.standard_normal(len(x)) for cell, x in values.items()}

    def _treated(self, case: Case) -> Values:
        """The values that enter the scores, gaps filled first, then outliers brought in."""
        framework = self._framework
        panel = self._panel if case.prefer is None else Panel(self._panel.frame, case.prefer)
        needed = {k: years_needed(framework, panel, k, self._period) for k in framework.indicators}
        here: dict[int, list[str]] = {}
        for k, years in needed.items():
            for year in years:
                here.setdefault(year, []).append(k)
        gaps = [
            cell
            for year, own in here.items()
            for cell in imputation.gaps(panel, year, {k: framework.units_under(k) for k in own})
        ]
        if gaps and case.filling is None:
            raise PanelError(_missing(cell) for cell in gaps)
        if gaps and case.filling is not None:
            panel = case.filling(panel, gaps, {u: unit.group for u, unit in framework.units.items()}).panel
        if case.limits is not None:
            for year, own in here.items():
                counts = panel.wide(year).count()
                asked = [k for k in own if counts[k] >= FEWEST and (case.among is None or k in case.among)]
                panel = winsorise(panel, year, asked, case.limits).panel
        known = panel.values
        return {
            (k, year): np.array([known[u, k, year] for u in framework.units_under(k)])
            for k, years in needed.items()
            for year in years
        }


def _missing(cell: Cell) -> Fault:
    unit, indicator, period = cell
    return fault("framework.missing_value", unit=unit, indicator=indicator, period=period)


def _settled(indicator: Indicator, case: Case, values: Array) -> Indicator:
    """The indicator as the case scores it; where values do not differ there is nothing to compare, and it stays."""
    scoring = indicator.scoring
    if case.rescaling is not None and scoring.method in LEVELS and np.ptp(values) > 0:
        scoring = case.rescaling(indicator)
    if case.progress_share is not None and scoring.method in ON_PROGRESS:
        scoring = dataclasses.replace(scoring, method="level_and_progress", progress_share=case.progress_share)
    return dataclasses.replace(indicator, scoring=scoring)
