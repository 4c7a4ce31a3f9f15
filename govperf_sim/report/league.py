"""The league of variants and the years of all units together, in the units in which people read them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from govperf_sim.experiments.league import Verdict
from govperf_sim.experiments.played import Played
from govperf_sim.report import frames
from govperf_sim.report.labels import Labels
from govperf_sim.report.measures import named, named_with_unit, negligible, shown_factor
from govperf_sim.scenario.load import Scenario
from govperf_sim.words import LANGUAGES, Message

PANELS = (("true_score", "score"), ("welfare",), ("gaming_share",), ("effort",), ("late_share",))
"""What is followed over the years, where it is measured: what is achieved beside what is shown, then its price."""


def shown_league(played: Played) -> pd.DataFrame:
    """The league with points and per cent; what is nothing once it is rounded counts as not settled."""
    league = played.league().table.reset_index()
    said = [
        Verdict.OPEN.value if negligible(d["measure"], d["difference"]) else d["verdict"]
        for d in league.to_dict("records")
    ]
    return _scaled(league, ("difference", "low", "high")).assign(verdict=said)


def shown_years(played: Played) -> pd.DataFrame:
    """``scenario, measure, year, mean, low, high, lowest, highest``, in points and per cent."""
    followed = [m for measures in PANELS for m in measures]
    return _scaled(frames.over_years(played, followed), ("mean", "low", "high", "lowest", "highest"))


def panels_of(years: pd.DataFrame, labels: Labels) -> Mapping[str, list[str]]:
    """The panels there is something to draw in, by their heads."""
    measured = set(years["measure"])
    kept = [[m for m in measures if m in measured] for measures in PANELS]
    return {labels.word("achieved_and_shown") if len(p) == 2 else named_with_unit(p[0], labels): p for p in kept if p}


def names_of(years: pd.DataFrame, labels: Labels) -> Mapping[str, str]:
    """What the measures are called."""
    return {m: named(m, labels) for m in years["measure"].unique()}


def named_league(scenario: Scenario, played: Played) -> pd.DataFrame:
    """The league by code, in fractions, with the names of variants and measures in both languages at its end."""
    league = played.league().table.reset_index()
    for language in LANGUAGES:
        called = {code: getattr(v.name, language) for code, v in scenario.variants.items()}
        league[f"scenario_{language}"] = [called.get(code, code) for code in league["scenario"]]
    for language in LANGUAGES:
        league[f"measure_{language}"] = [Message(f"simulation.measure_{m}").text(language) for m in league["measure"]]
    return league


def _scaled(table: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    factor = table["measure"].map(shown_factor)
    return table.assign(**{c: table[c] * factor for c in columns})
