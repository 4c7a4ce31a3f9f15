"""What is found about a proposed scheme: plain tables by code, in fractions, for whatever report is made of them.

Three schemes are held against one another: ``current`` (last year's weights where a rule holds the new ones against them,
else the reference; absent where there is neither), ``derived`` (what the rules and the goal in force give) and ``proposed``.
The first of them is what the others are held against.
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
from govperf_sim.weights.nearest import Nearest

CURRENT, DERIVED, PROPOSED = "current", "derived", "proposed"


@dataclass(frozen=True, kw_only=True, eq=False)
class Appraisal:
    """Everything the dossier tells."""

    proposed: Proposed
    schemes: Mapping[str, pd.DataFrame]
    """Scheme -> group x indicator, in the order current, derived, proposed."""
    current_from: Literal["last_year", "reference"] | None
    rules: pd.DataFrame
    """Every row of every rule in force, held against the proposed weights: :func:`govperf_sim.weights.kept.kept`.  Index
    row: rule, group, side (``at_least``, ``at_most``), limit, value, slack (negative where broken, in weight), kept, status,
    clause, cite, place."""
    own_rules: pd.DataFrame | None
    """The same under the rules that the proposal would put in their place; None where it changes none.  Where these admit no
    weights, without those that compare regrets."""
    conflict: Conflicts | None
    """What is wrong with the proposed rules, where they admit no weights."""
    units: pd.DataFrame
    """Index (scheme, unit): group, pool, score, core_score, lead (over the mean of those it is ranked with), regret (by
    the rules and targets in force), rank_in_group, rank_in_pool."""
    shifts: pd.DataFrame
    """Index (against, unit), against ``current`` and ``derived``: group, pool, score, core_score, lead, regret,
    rank_in_group, rank_in_pool (each proposed minus the other; of a rank, places lost), verdict (``gains``, ``loses``,
    ``level``: by the lead)."""
    groups: pd.DataFrame
    """Index (scheme, group): mean_regret, worst_regret, worst_unit (empty where no unit of the group has a regret)."""
    bands: Bands
    """Of ranks by the proposed weights, which may move by :data:`~govperf_sim.experiments.appraisal.appraise.POINTS`:
    within the rules in force where they keep them, else over the simplex."""
    flips: Flips
    """Of the ranking by the proposed weights, under the rules in force."""
    effective: pd.DataFrame
    """Index (scheme, system, indicator), on the core of each system with units enough: nominal, effective, correlation."""
    overlap: pd.DataFrame
    """What is asked twice.  Index (system, first, second): correlation, units, weight (what the proposed scheme gives the
    two together, mean over groups); empty where too few units can tell."""
    burden: pd.DataFrame
    """Index unit: in_force and proposed (person-days a year to collect what carries weight), items_in_force and
    items_proposed (how many indicators that is); in force is the first scheme."""
    nearest: Nearest
    """The weights nearest to the proposed ones that the rules in force admit, and what forces each change."""
    played: Played | None
    """``current``, ``derived`` and ``proposed`` under the same luck; None for a scenario without a cycle."""
    visits: pd.DataFrame | None
    """Index ``in_force``, ``proposed``: planned (visits a year, all units), made (what of them the supervision can pay for:
    the mean of the years played), checks (planned a year for each unit); None without visits and checks in either."""
    responses: pd.DataFrame | None
    """Index (scheme, measure), schemes but the first: versus, mean, mean_versus, difference, low, high, replications, better
    (which way the measure is), verdict (:class:`~govperf_sim.experiments.league.Verdict`)."""

    @property
    def first(self) -> str:
        """The scheme that the others are held against."""
        return next(iter(self.schemes))
