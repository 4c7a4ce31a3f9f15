r"""The question: whose scores, in which groups, under which rules, starting from which weights.

Units :math:`i` in group :math:`g(i)`, indicators :math:`k`, those that apply :math:`K_g`, scores
:math:`x_{ik} \in [0, 1]` (higher is better), reference weights :math:`p_{gk}`.  The core of a system is found, not
declared: the indicators that apply in every one of its groups.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from govperf_sim.errors import WeightingError
from govperf_sim.weights.benchmark import mean_regrets, own_bounds
from govperf_sim.weights.checks import ONE_SYSTEM, check
from govperf_sim.weights.goal import Goal
from govperf_sim.weights.model import Applying, MeanRegret, WeightModel
from govperf_sim.weights.rules import Parity, Rule, admissible
from govperf_sim.weights.rules_on_units import Scores, with_scores
from govperf_sim.words import Name


@dataclass(frozen=True, kw_only=True, eq=False)
class Weighting:
    """A well-put question about weights; everything wrong with it is reported at once.

    ``scores``: unit x indicator in [0, 1]; a cell that applies must hold a number.
    ``groups``: the group of each unit.
    ``reference``: the weights to start from, group x indicator (or by indicator, for all groups alike); they add up to
    1 in every group.
    ``applies``: group x indicator, whether it applies; absent: all do.
    ``systems``: the system of each group; absent: one system.
    ``domains``: the domain of each indicator; without a reference the weights start from domains that count alike.
    ``pools``: the pool of units that are ranked apart from their system, such as departments under vertical management.
    ``goal``: what the weights are to serve, declared before the data are seen; absent: the guard on regret.
    ``names``: what codes are called, for sentences; a code without a name is shown as it is.

    Raises :class:`~govperf_sim.errors.WeightingError`.

    >>> from govperf_sim.weights.rules import Share
    >>> scores = pd.DataFrame({"gdp": [0.9, 0.4], "air": [0.2, 0.8]}, index=["a", "b"])
    >>> question = Weighting(scores=scores, groups=pd.Series("cities", index=["a", "b"]),
    ...                      rules=[Share("cap_growth", of=["gdp"], at_most=0.3)])
    >>> question.indicators_of["cities"], question.units_of["cities"]
    (('gdp', 'air'), ('a', 'b'))
    """

    scores: pd.DataFrame
    groups: pd.Series[str]
    rules: Sequence[Rule] = ()
    reference: pd.DataFrame | pd.Series[float] | None = None
    applies: pd.DataFrame | None = None
    systems: pd.Series[str] | None = None
    domains: pd.Series[str] | None = None
    pools: pd.Series[str] | None = None
    goal: Goal | None = None
    names: Mapping[str, Name] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rules", tuple(self.rules))
        if faults := check(self):
            raise WeightingError(faults)
        for name in ("scores", "groups", "reference", "applies", "systems", "domains", "pools"):
            if (given := getattr(self, name)) is not None:
                object.__setattr__(self, name, given.copy())
        object.__setattr__(self, "rules", with_scores(self.rules, self.scores_by_group))

    @functools.cached_property
    def indicators_of(self) -> Applying:
        """Group -> the indicators that apply in it."""
        known = tuple(str(k) for k in self.scores.columns)
        if self.applies is None:
            return {str(g): known for g in dict.fromkeys(self.groups)}
        table = self.applies
        return {str(g): tuple(k for k in known if bool(table.at[g, k])) for g in table.index}

    @functools.cached_property
    def units_of(self) -> Mapping[str, tuple[str, ...]]:
        """Group -> its units."""
        return {g: tuple(str(u) for u in self.scores.index if self.groups[u] == g) for g in self.indicators_of}

    @functools.cached_property
    def scores_of(self) -> Mapping[str, Mapping[str, float]]:
        """Unit -> indicator -> score."""
        return {str(u): {str(k): x for k, x in row.items()} for u, row in self.scores.to_dict("index").items()}

    @functools.cached_property
    def scores_by_group(self) -> Scores:
        """Group -> unit -> indicator -> score, of what applies."""
        own = self.indicators_of
        return {g: {u: {k: self.scores_of[u][k] for k in own[g]} for u in units} for g, units in self.units_of.items()}

    @functools.cached_property
    def system_of(self) -> Mapping[str, str]:
        """Group -> its system."""
        return {g: ONE_SYSTEM if self.systems is None else str(self.systems[g]) for g in self.indicators_of}

    @functools.cached_property
    def pool_of(self) -> Mapping[str, str]:
        """Unit -> the units it is ranked with: its pool, or else its system."""
        apart = {} if self.pools is None else {str(u): str(pool) for u, pool in self.pools.items()}
        return {u: apart.get(u, self.system_of[g]) for g, units in self.units_of.items() for u in units}

    @functools.cached_property
    def core_of(self) -> Mapping[str, tuple[str, ...]]:
        """System -> the indicators that apply in every one of its groups."""
        core: dict[str, tuple[str, ...]] = {}
        for g, own in self.indicators_of.items():
            system = self.system_of[g]
            core[system] = tuple(k for k in core.get(system, own) if k in own)
        return core

    @functools.cached_property
    def bounds(self) -> pd.DataFrame:
        """Each unit's own best and own worst: :func:`~govperf_sim.weights.benchmark.own_bounds`."""
        return own_bounds(self)

    @functools.cached_property
    def mean_regret(self) -> Mapping[str, MeanRegret] | None:
        """What a rule on regret speaks of; ``None`` where there is no such rule."""
        return mean_regrets(self) if any(isinstance(r, Parity) for r in self.rules) else None

    @functools.cached_property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The groups, those that a rule ties together in one part; parts can be solved apart."""
        part = {g: {g} for g in self.indicators_of}
        for rule in self.rules:
            for tied in rule.couples(self.indicators_of):
                whole = set[str]().union(*(part[g] for g in tied))
                part.update(dict.fromkeys(whole, whole))
        return tuple(dict.fromkeys(tuple(h for h in self.indicators_of if h in part[g]) for g in self.indicators_of))

    def model(self, groups: Sequence[str] | None = None) -> WeightModel:
        """The admissible weights of a part, or of all groups, as a model without a goal."""
        own = {g: self.indicators_of[g] for g in groups if g in self.indicators_of} if groups else self.indicators_of
        return admissible(own, self.rules, self.mean_regret)

    @functools.cached_property
    def start(self) -> Mapping[tuple[str, str], float] | None:
        """The reference weights by (group, indicator), where they apply; ``None`` without a reference."""
        if self.reference is None:
            return None
        of = self.reference
        return {
            (g, k): float(of[k] if isinstance(of, pd.Series) else of.at[g, k])  # type: ignore[arg-type]
            for g, own in self.indicators_of.items()
            for k in own
        }
