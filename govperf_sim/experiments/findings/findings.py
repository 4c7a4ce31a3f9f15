"""``Findings``: everything an experiment has to tell, each answer computed from the cells when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from govperf_sim.experiments.estimates.intervals import Method
from govperf_sim.experiments.findings.compare import By, Hold, compare, summary
from govperf_sim.experiments.findings.samples import Samples


@dataclass(frozen=True, eq=False)
class Findings:
    """Policies are told apart by their number; ``policies`` and ``worlds`` say which values they have."""

    samples: Samples

    @property
    def policies(self) -> pd.DataFrame:
        """Policy x lever; policy 0 is the scenario as it is."""
        return self.samples.manifest.design.policy_table

    @property
    def worlds(self) -> pd.DataFrame:
        """World x uncertainty."""
        return self.samples.manifest.design.world_table

    def summary(self, outcome: str, by: By | None = None, method: str = Method.T) -> pd.DataFrame:
        """What each policy achieves; see :func:`~govperf_sim.experiments.findings.compare.summary`."""
        return summary(self.samples, outcome, by, method)

    def compare(
        self, outcome: str, by: By | None = None, versus: int = 0, method: str = Method.T, hold: str = Hold.EACH
    ) -> pd.DataFrame:
        """How policies differ under the same luck; see :func:`~govperf_sim.experiments.findings.compare.compare`."""
        return compare(self.samples, outcome, by, versus, method, hold)
