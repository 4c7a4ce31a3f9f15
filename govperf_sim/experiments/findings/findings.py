"""``Findings``: everything an experiment has to tell, each answer computed from the cells when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from govperf_sim.errors import ExperimentError, Fault
from govperf_sim.experiments.analysis import Failure
from govperf_sim.experiments.estimates.intervals import Method
from govperf_sim.experiments.findings.compare import By, Hold, compare, summary
from govperf_sim.experiments.findings.effects import Effects, main_effects
from govperf_sim.experiments.findings.failures import Failures, failures
from govperf_sim.experiments.findings.frame import frame, frames, refused, write
from govperf_sim.experiments.findings.indices import Shares, sobol
from govperf_sim.experiments.findings.pareto import Front, pareto
from govperf_sim.experiments.findings.samples import Samples
from govperf_sim.experiments.outcome import EVERYBODY
from govperf_sim.experiments.store.folder import Folder
from govperf_sim.words import Message


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

    def main_effects(self, outcome: str, whom: str = EVERYBODY) -> Effects:
        """What every value of every factor does: :func:`~govperf_sim.experiments.findings.effects.main_effects`."""
        return main_effects(self.samples, outcome, whom)

    def sobol(self, outcome: str, policy: int = 0, whom: str = EVERYBODY) -> Shares:
        """What uncertainties are answerable for: :func:`~govperf_sim.experiments.findings.indices.sobol`."""
        return sobol(self.samples, outcome, policy, whom)

    def failures(self, failure: Failure, policy: int = 0, whom: str = EVERYBODY) -> Failures:
        """Where a policy fails, and why: :func:`~govperf_sim.experiments.findings.failures.failures`."""
        return failures(self.samples, failure, policy, whom)

    def pareto(self, outcomes: Sequence[str] | None = None, whom: str = EVERYBODY) -> Front:
        """What is worth choosing from, by the outcomes the experiment declares for it unless others are named:
        :func:`~govperf_sim.experiments.findings.pareto.pareto`.
        """
        return pareto(self.samples, self.samples.manifest.analysis.pareto if outcomes is None else outcomes, whom)

    def to_frame(self) -> pd.DataFrame:
        """A row for every point, outcome and group: :func:`~govperf_sim.experiments.findings.frame.frame`."""
        return frame(self.samples)

    def frames(self) -> Iterator[pd.DataFrame]:
        """The same, some points at a time."""
        return frames(self.samples)

    def write(self, path: Path | str) -> Path:
        """The same, into a file: :func:`~govperf_sim.experiments.findings.frame.write`."""
        return write(self.samples, path)

    def refused(self) -> pd.DataFrame:
        """The points that could not be played, and why."""
        return refused(self.samples)


def open_findings(path: Path | str, told: Callable[[Message], object] | None = None) -> Findings:
    """The findings of an experiment that was run into a folder; the scenario is not needed.

    What is not finished is refused, saying how much is missing and how to go on.  Give somebody to be ``told`` that, such as
    ``lambda missing: print(missing.text("en"))``, and what there is may be looked at: worlds that were played to their end.

    Raises :class:`~govperf_sim.errors.ExperimentError` for a folder that is not one, or not finished.
    """
    folder = Folder.open(path)
    samples = Samples(folder.manifest, folder)
    unfinished = samples.unfinished()
    if unfinished is not None:
        if told is None:
            raise ExperimentError(Fault(unfinished))
        told(unfinished)
    return Findings(samples)
