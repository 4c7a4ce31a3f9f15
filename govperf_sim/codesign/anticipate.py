r"""``anticipate``: weights chosen for what units will make of them.

Weights decide where effort goes, and which lies pay.  The office moves first and knows it: inside its rules, and with the
regret of every group guarded, it chooses the weights under which welfare is highest once the units have answered, over all
the worlds that may turn out to be the true one.  It is a Stackelberg game; :mod:`~govperf_sim.codesign.summit` has the
search, :mod:`~govperf_sim.codesign.response` the units.

What is found is better than the start in the response model, and only there.  Whether it is better where everything happens is
for :func:`~govperf_sim.codesign.trial.trial` to show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from govperf_sim.codesign.outlook import Outlook, outlook
from govperf_sim.codesign.plain import Scheme, guarded_weights, plain_weights
from govperf_sim.codesign.summit import Over, Summit, caps_of, summit
from govperf_sim.scenario.load import Scenario
from govperf_sim.weights.answer import Weights
from govperf_sim.weights.compare import compare_schemes
from govperf_sim.weights.derive import derive_weights


@dataclass(frozen=True, eq=False)
class Anticipated:
    """Weights that anticipate behaviour, beside those that do not."""

    outlook: Outlook
    found: Summit
    plain: Mapping[Scheme, pd.DataFrame]
    """Group x indicator each; the first are those that the scenario gives now, the start."""
    welfare: pd.DataFrame
    """World x scheme, the mean over units, years and replications in the response model"""

    @property
    def scenario(self) -> Scenario:
        return self.outlook.scenario

    @property
    def table(self) -> pd.DataFrame:
        """The weights: group x indicator."""
        return self.found.table

    @property
    def start(self) -> Scheme:
        """The weights that were to be bettered."""
        return next(iter(self.plain))

    @property
    def schemes(self) -> Mapping[Scheme, pd.DataFrame]:
        """The start, the anticipated weights, and the other plain ones."""
        (start, table), *others = self.plain.items()
        return {start: table, Scheme.ANTICIPATED: self.table, **dict(others)}

    @property
    def moved(self) -> bool:
        """Whether there is anything to gain from anticipating."""
        return self.found.gain > 0.0


def anticipate(
    scenario: Scenario,
    uncertain: str | Path | None = None,
    *,
    over: Over = Over.AVERAGE,
    years: int | None = None,
    starts: int = 8,
) -> Anticipated:
    """The admissible weights that serve best once units have answered them, on average over worlds or in the worst of them.

    ``uncertain`` names the experiment whose uncertainties make the worlds (see :func:`~govperf_sim.codesign.outlook.outlook`);
    ``years`` is how long units answer, by default the horizon of the scenario; ``starts`` is how many places the search starts
    from besides the weights that the scenario gives now.

    >>> from govperf_sim import load_scenario
    >>> found = anticipate(load_scenario("six_towns"), starts=1)
    >>> found.table.sum(axis=1).round(9).tolist(), bool(found.found.gain >= 0)
    ([1.0, 1.0], True)

    Raises what :func:`~govperf_sim.codesign.outlook.outlook` and :func:`~govperf_sim.derive_weights` raise.
    """
    worlds = outlook(scenario, uncertain, years)
    derived = derive_weights(scenario.weighting)
    guarded = guarded_weights(derived)
    found = summit(derived, worlds.responses, caps=_caps(derived, guarded), over=over, starts=starts, seed=worlds.seed)
    plain = plain_weights(derived, guarded)
    shown = Anticipated(worlds, found, plain, pd.DataFrame())
    return Anticipated(worlds, found, plain, _welfare(worlds, shown.schemes))


def _caps(derived: Weights, guarded: Weights) -> Mapping[str, float]:
    """The guard on regret; a group that has more already may keep it."""
    caps = caps_of(guarded)
    if derived is guarded:
        return caps
    question = derived.weighting
    units = compare_schemes(question, {Scheme.DERIVED: derived}).units.xs(Scheme.DERIVED, level="scheme")
    now = units["regret"].groupby(question.groups).max()
    return {g: max(cap, float(now[g])) for g, cap in caps.items()}


def _welfare(worlds: Outlook, schemes: Mapping[Scheme, pd.DataFrame]) -> pd.DataFrame:
    rows = [
        [r.welfare(table.loc[list(r.groups), list(r.indicators)].to_numpy(float)) for table in schemes.values()]
        for r in worlds.responses
    ]
    return pd.DataFrame(rows, index=worlds.table.index, columns=[str(s) for s in schemes])
