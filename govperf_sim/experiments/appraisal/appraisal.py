"""What is found about a proposed scheme: plain tables by code, in fractions, for whatever report is made of them.

Three schemes are held against one another: ``current`` (last year's weights where a rule holds the new ones against them,
else the reference; absent where there is neither), ``derived`` (what the rules and the goal in force give) and ``proposed``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from govperf_sim.experiments.appraisal.proposed import Proposed
from govperf_sim.experiments.played import Played
from govperf_sim.robustness.bands import Bands
from govperf_sim.robustness.flips import Flips
from govperf_sim.weights.conflicts import Conflicts

CURRENT, DERIVED, PROPOSED = "current", "derived", "proposed"


@dataclass(frozen=True, kw_only=True, eq=False)
class Nearest:
    """The nearest weights that the rules in force admit."""

    table: pd.DataFrame
    """Group x indicator."""
    distance: float
    """Total move from the proposed weights, mean of groups; 0 for admissible ones."""
    moves: pd.DataFrame
    """Index (group, indicator), only what moves: proposed, nearest, change, why (``rows``, ``balance``, ``tie_break``), rows
    (a tuple of the names of the rows that force it)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Appraisal:
    """Everything the dossier tells."""

    proposed: Proposed
    schemes: Mapping[str, pd.DataFrame]
    """Scheme -> group x indicator, in the order current, derived, proposed."""
    current_from: Literal["last_year", "reference"] | None
    rules: pd.DataFrame
    """Every row of every rule in force, held against the proposed weights.  Index row: rule, group, side (``at_least``,
    ``at_most``), limit, value, slack (negative where broken, in weight), kept, status, clause, cite, place."""
    own_rules: pd.DataFrame | None
    """The same under the rules that the proposal would put in their place; None where it changes none."""
    conflict: Conflicts | None
    """What is wrong with the proposed rules, where they admit no weights."""
    units: pd.DataFrame
    """Index (scheme, unit): group, pool, score, core_score, regret, rank_in_group, rank_in_pool."""
    shifts: pd.DataFrame
    """Index (against, unit), against ``current`` and ``derived``: group, pool, score, core_score, regret, rank_in_group,
    rank_in_pool (each proposed minus the other), verdict (``gains``, ``loses``, ``level``)."""
    groups: pd.DataFrame
    """Index (scheme, group): mean_regret, worst_regret, worst_unit."""
    bands: Bands
    """Of ranks by the proposed weights, under the rules in force."""
    flips: Flips
    effective: pd.DataFrame
    """Index (scheme, system, indicator): nominal, effective, correlation."""
    overlap: pd.DataFrame
    """What the proposed scheme asks twice, as the diagnostics tell it."""
    burden: pd.DataFrame
    """Index unit: what being assessed asks of it, in force and as proposed."""
    nearest: Nearest | None
    """None where the rules in force admit no weights at all."""
    played: Played | None
    """``current``, ``derived`` and ``proposed`` under the same luck; None for a scenario without a cycle.  The first is what
    the others are held against."""
    responses: pd.DataFrame | None
    """Index (scheme, measure): difference to the first scheme, low, high, verdict; welfare, gaming, false accountability and
    what else is told in the summary."""
