r"""The league: every scenario against the first, outcome by outcome, better or worse.

With :math:`d_r` the difference of two scenarios in replication r, in which both meet the same luck, a difference is
settled when the interval :math:`\bar d \pm t_{.975} s_d/\sqrt R` does not hold 0.  What is settled is better or worse
where :func:`~govperf_sim.simulation.measures.better` knows which way the measure is better, and otherwise only differs.
Of the intervals of scenarios that differ in nothing, one in twenty does not hold 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

import pandas as pd

from govperf_sim.simulation.measures import EFFORT_ON, Better, better, label
from govperf_sim.words import Name, default_language, say

OUTCOMES = (
    "welfare",
    "true_score",
    "score",
    "gaming_share",
    "late_share",
    "falsely_sanctioned",
    "deserving_missed",
    "morale",
    "credibility",
    "staff_assessed",
    "staff_on_visits",
    "scheme_days",
)
"""What a change of rules is judged by, where it is measured: what is achieved, what is shown, deception, slowness, wrongs, cost."""
NOISE = 1e-9
"""A difference nearer to 0 than this is what arithmetic leaves."""

DIFFERENCES = ["scenario", "versus", "measure", "difference", "low", "high", "replications"]


class Verdict(StrEnum):
    """What can be said of a difference."""

    BETTER = "better"
    WORSE = "worse"
    DIFFERS = "differs"
    """Settled, in a measure that is neither better nor worse by itself."""
    OPEN = "open"
    """Not settled: the interval holds 0, or there is none."""


SIGNS = {Verdict.BETTER: "▲", Verdict.WORSE: "▼", Verdict.DIFFERS: "◆", Verdict.OPEN: "○"}


@dataclass(frozen=True, eq=False)
class League:
    """How every scenario but the first fares against it."""

    table: pd.DataFrame
    """Index (scenario, measure): versus, difference, low, high, replications, better (which way the measure is), verdict."""

    def _repr_html_(self) -> str:
        language = default_language()
        if self.table.empty:
            return f"<p>{escape(say('experiments.league_of_one', language))}</p>"
        first = self.table.iloc[0]
        asked = {"versus": first["versus"], "replications": first["replications"]}
        cells = pd.Series(
            [
                f"{SIGNS[Verdict(d['verdict'])]} {d['difference']:+.4f} [{d['low']:.4f}, {d['high']:.4f}]"
                for d in self.table.to_dict("records")
            ],
            self.table.index,
        )
        measures = list(self.table.index.unique("measure"))
        shown = cells.unstack("measure").reindex(index=self.table.index.unique("scenario"), columns=measures)
        shown.columns = pd.Index([label(m, _by_code(m)).text(language) for m in measures])
        key = " ".join(f"{sign} {say(f'experiments.verdict_{v}', language)}" for v, sign in SIGNS.items())
        return (
            f"<p>{escape(say('experiments.league', language, **asked))} {key}</p>{shown.to_html(border=0, na_rep='—')}"
        )


def verdict(way: Better, difference: float, low: float, high: float) -> Verdict:
    """What can be said of a difference with its interval, in what is better this ``way``.

    >>> verdict(Better.LESS, -0.02, -0.03, -0.01), verdict(Better.LESS, 0.01, -0.01, 0.03)
    (<Verdict.BETTER: 'better'>, <Verdict.OPEN: 'open'>)
    """
    if not (low > NOISE or high < -NOISE):
        return Verdict.OPEN
    if way is Better.NEITHER:
        return Verdict.DIFFERS
    return Verdict.BETTER if (difference > 0) == (way is Better.MORE) else Verdict.WORSE


def judged(differences: Iterable[pd.DataFrame], scenarios: Sequence[str]) -> League:
    """The league of paired differences, scenario by scenario in the order given and measure by measure in theirs."""
    some = [each for each in differences if len(each)]
    table = pd.concat(some, ignore_index=True) if some else pd.DataFrame(columns=DIFFERENCES)
    order = table["scenario"].map({name: n for n, name in enumerate(scenarios)})
    table = table.iloc[order.argsort(kind="stable")]
    ways = [better(m) for m in table["measure"]]
    said = [verdict(w, *d) for w, d in zip(ways, table[["difference", "low", "high"]].to_numpy(), strict=True)]
    return League(
        table.assign(better=[w.value for w in ways], verdict=[v.value for v in said]).set_index(["scenario", "measure"])
    )


def _by_code(measure: str) -> dict[str, Name]:
    """The task a measure is about, if it is, named by its code."""
    task = measure.removeprefix(EFFORT_ON)
    return {task: Name(zh=task, en=task)}
