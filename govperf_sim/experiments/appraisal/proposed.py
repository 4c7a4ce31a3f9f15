"""A proposed scheme beside the scenario in force."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from govperf_sim.errors import Fault
from govperf_sim.scenario.load import Scenario


@dataclass(frozen=True, kw_only=True, eq=False)
class Proposed:
    """What somebody proposes; what it does not speak of stays as it is."""

    title: str
    """What the paper calls itself."""
    base: Scenario
    """The scenario in force."""
    scenario: Scenario
    """The base with the proposed rules, targets and visits; ``scenario.changes`` lists them, none where only weights change."""
    weights: pd.DataFrame | None
    """Group x indicator, adding up to 1 in every group; None: those that the proposed rules and goal give."""
    by: str = ""
    """Who proposes it."""
    why: str = ""
    """What it is for, as the paper says; the reason of each changed number stands in ``scenario.changes``."""
    where: str = ""
    """The file it was read from."""
    reminders: tuple[Fault, ...] = ()
    """What was taken for granted in reading it."""
