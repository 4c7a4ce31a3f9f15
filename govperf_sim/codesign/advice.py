"""Whether to use weights that anticipate behaviour, said plainly; and when not.

The trial decides, not the response model.  Of the worlds in which all units are of one decision type, or as the scenario has
them, the anticipated weights *hold* against plain ones if they won more worlds than they lost and gain on average.  They are

- to be used if they hold against all plain weights under every decision type and lost no world at all;
- to be used under conditions if they hold against the start with units as the scenario has them, but lost somewhere, or nothing
  uncertain has been declared;
- not to be used otherwise: if there is nothing to gain, or plain weights do as well.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from govperf_sim.codesign.plain import Scheme
from govperf_sim.codesign.trial import DecisionType, Trial
from govperf_sim.words import Message

Standing = Mapping[Any, Mapping[Hashable, Any]]
"""Rows of the trial's standing, by what they are held against and decision type."""
SMALL = 0.001
"""A gain below a tenth of a point of level is told to be small."""


class Use(StrEnum):
    """What the office is advised."""

    YES = "yes"
    UNDER_CONDITIONS = "under_conditions"
    NO = "no"


@dataclass(frozen=True)
class Advice:
    """What to do, and the reasons, the gravest first."""

    use: Use
    reasons: tuple[Message, ...]


def advice(trial: Trial, plain_better: pd.DataFrame) -> Advice:
    """From what was played, and from where plain weights are better (:func:`~govperf_sim.codesign.break_even.break_even`)."""
    found = trial.anticipated
    if not found.moved:
        return Advice(Use.NO, (Message("codesign.nothing_to_gain"),))
    rows: Standing = trial.standing.to_dict("index")
    weak = [key for key, row in rows.items() if not holds(row)]
    reasons = [*_beaten(rows), *_weak(weak), *_lost(trial), *_ranges(plain_better)]
    if not found.outlook.uncertainties:
        reasons.append(Message("codesign.one_world"))
    gain = rows[str(found.start), DecisionType.AS_IT_IS]["mean"]
    if gain < SMALL:
        reasons.append(Message("codesign.small_gain", {"gain": f"{100 * gain:.2f}"}))
    if any(type_ == DecisionType.AS_IT_IS for _, type_ in weak):
        use = Use.NO
    elif weak or any(row["lost"] for row in rows.values()) or not found.outlook.uncertainties:
        use = Use.UNDER_CONDITIONS
    else:
        use = Use.YES
    return Advice(use, tuple(reasons))


def holds(row: Mapping[Hashable, Any]) -> bool:
    """Whether the anticipated weights hold their own in a row of the standing."""
    return bool(row["won"] > row["lost"] and row["mean"] > 0.0)


def _beaten(rows: Standing) -> Iterator[Message]:
    """Plain weights that do as well with units as the scenario has them."""
    for (scheme, type_), row in rows.items():
        if type_ == DecisionType.AS_IT_IS and not holds(row):
            said = {key: int(row[key]) for key in ("won", "lost", "worlds")}
            mean = f"{100 * row['mean']:+.2f}".replace("-", "\N{MINUS SIGN}")
            yield Message("codesign.beaten", {"scheme": scheme_said(Scheme(scheme)), "mean": mean, **said})


def _weak(weak: list[tuple[str, str]]) -> Iterator[Message]:
    """Decision types under which weights that are beaten otherwise do as well."""
    beaten = {scheme for scheme, type_ in weak if type_ == DecisionType.AS_IT_IS}
    for scheme, type_ in weak:
        if scheme not in beaten:
            yield Message(
                "codesign.weak_type", {"type": type_said(DecisionType(type_)), "scheme": scheme_said(Scheme(scheme))}
            )


def _lost(trial: Trial) -> Iterator[Message]:
    """How often welfare is lower than under the weights there are, and by how much."""
    duels = trial.duels[trial.duels["versus"] == str(trial.anticipated.start)]
    lost = duels.loc[duels["high"] < 0.0, "difference"]
    if len(lost):
        median = f"{-100 * float(lost.median()):.2f}"
        yield Message("codesign.lost_worlds", {"lost": len(lost), "worlds": len(duels), "median": median})


def _ranges(plain_better: pd.DataFrame) -> Iterator[Message]:
    if len(plain_better):
        yield Message("codesign.plain_better_somewhere", {"count": plain_better["uncertainty"].nunique()})


def scheme_said(scheme: Scheme) -> Message:
    """What a scheme is called."""
    return Message(f"codesign.scheme_{scheme}")


def type_said(type_: DecisionType) -> Message:
    """What a decision type is called."""
    return Message(f"codesign.type_{type_}")
