"""What nobody knows about how units will behave, drawn: one scenario for every world.

The uncertainties are those that an experiment of the scenario declares, with its plan and its seed; its levers do not
matter here.  They may lie anywhere in the assessment year and in what it leads to, such as loadings, costs or the shares of
decision types.  What the weights are derived from is known to the office and cannot be among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from govperf_sim.codesign.response import Response
from govperf_sim.errors import CycleError, ExperimentError, fault
from govperf_sim.experiments.declared import declared
from govperf_sim.experiments.design.factors import Uncertainty
from govperf_sim.experiments.design.plans import Row
from govperf_sim.scenario.experiments import experiment_files
from govperf_sim.scenario.load import OF_A_YEAR, Scenario
from govperf_sim.simulation.luck import Luck

USUAL = "anticipate"
"""The experiment whose uncertainties are taken if none is named."""
LOTS = 4
"""Replications of each world in the response model, which differ in who is ready to fabricate."""


@dataclass(frozen=True, eq=False)
class Outlook:
    """Worlds that may turn out to be the true one; without uncertainties there is one."""

    scenario: Scenario
    uncertainties: tuple[Uncertainty, ...]
    rows: tuple[Row, ...]
    years: int
    seed: int
    experiment: str = ""
    """The one that declares the uncertainties, as it was asked for; empty if it was not."""

    @property
    def table(self) -> pd.DataFrame:
        """World x uncertainty."""
        codes = [u.code for u in self.uncertainties]
        return pd.DataFrame(list(self.rows), index=pd.RangeIndex(len(self.rows), name="world"), columns=codes)

    @cached_property
    def responses(self) -> tuple[Response, ...]:
        """How units answer weights, in every world."""
        return tuple(self.response_at(row) for row in self.rows)

    def response_at(self, row: Row) -> Response:
        """How units answer weights where the uncertainties have these values."""
        values = {u.path: value for u, value in zip(self.uncertainties, row, strict=True)}
        now = self.scenario.replace_all(values, because="a world that may be the true one") if values else self.scenario
        assert now.cycle is not None
        assert now.population is not None
        return Response(now.cycle, now.population, self.years, Luck(self.seed, range(LOTS)))


def outlook(scenario: Scenario, uncertain: str | Path | None = None, years: int | None = None) -> Outlook:
    """The worlds of the experiment of that name, or in that file; by default of ``anticipate``, if there is one.

    >>> from govperf_sim import load_scenario
    >>> outlook(load_scenario("training_towns")).table.shape  # nothing declared: the one world of the scenario
    (1, 0)

    Raises :class:`~govperf_sim.errors.CycleError` for a scenario without a cycle;
    :class:`~govperf_sim.errors.ExperimentError` for an experiment without uncertainties, or with one about the rules; and
    what :func:`~govperf_sim.experiments.declared.declared` raises.
    """
    horizon = scenario.horizon
    if horizon is None:
        raise CycleError(fault("experiments.no_cycle", scenario=scenario.name))
    if uncertain is None and USUAL not in experiment_files(scenario):
        return Outlook(scenario, (), ((),), years or horizon.years, horizon.seed)
    asked = declared(scenario, USUAL if uncertain is None else uncertain, years=years)
    design = asked.design
    if not design.uncertainties:
        raise ExperimentError(fault("codesign.nothing_uncertain", experiment=uncertain or USUAL))
    known = [u for u in design.uncertainties if u.path.partition(".")[0] not in OF_A_YEAR]
    if known:
        raise ExperimentError([fault("codesign.not_of_the_year", code=u.code, path=u.path) for u in known])
    return Outlook(
        scenario, design.uncertainties, design.worlds, asked.years or horizon.years, asked.seed, str(uncertain or "")
    )
