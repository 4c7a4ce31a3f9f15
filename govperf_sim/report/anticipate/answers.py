"""Everything the report on anticipating weights tells, each found once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from govperf_sim.codesign.advice import Advice, advice
from govperf_sim.codesign.anticipate import Anticipated
from govperf_sim.codesign.break_even import break_even
from govperf_sim.codesign.trial import Trial
from govperf_sim.experiments.findings.failures import Failures
from govperf_sim.scenario.load import Scenario


@dataclass(frozen=True, eq=False)
class Answers:
    """What was found, tried and is advised."""

    trial: Trial

    @property
    def anticipated(self) -> Anticipated:
        return self.trial.anticipated

    @property
    def scenario(self) -> Scenario:
        return self.anticipated.scenario

    @cached_property
    def plain_better(self) -> pd.DataFrame:
        return break_even(self.anticipated)

    @cached_property
    def advice(self) -> Advice:
        return advice(self.trial, self.plain_better)

    @cached_property
    def losing(self) -> Failures:
        return self.trial.losing

    @cached_property
    def weights(self) -> pd.DataFrame:
        """``scheme, group, indicator, weight``, where the indicator applies."""
        own = self.scenario.weighting.indicators_of
        tables = {str(scheme): table.to_dict("index") for scheme, table in self.anticipated.schemes.items()}
        rows = [
            (scheme, g, k, float(table[g][k])) for scheme, table in tables.items() for g, ks in own.items() for k in ks
        ]
        return pd.DataFrame(rows, columns=["scheme", "group", "indicator", "weight"])
