"""The methods of scoring by name: what each needs to be told, and how its formula is called.

:data:`METHODS` is the one list of them.  Whoever adds a method writes its formula in :mod:`govperf_sim.normalise`, a line
here, and its name in :data:`Method`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from govperf_sim import normalise
from govperf_sim.normalise import Array

Method = Literal[
    "min_max",
    "goalposts",
    "target_completion",
    "saturating",
    "progress",
    "band",
    "no_deterioration",
    "distance_to_own_target",
    "z_score",
    "rank_share",
    "level_and_progress",
]

POSTS = ("floor", "target")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is known of one indicator in one year; arrays are over the units to which it applies."""

    x: Array
    before: Array
    """The values of the year before, for a method that looks back."""
    targets: Array
    """Each unit's own target; NaN where none is declared."""
    higher: bool
    numbers: Mapping[str, float]
    """The numbers declared for the method, by name."""

    def __getitem__(self, name: str) -> float:
        return self.numbers[name]


@dataclass(frozen=True, slots=True)
class Way:
    """One method: its formula, and what must be declared for it.

    ``posts`` says on what scale floor and target stand: in the indicator's unit of measure (``values``), in which they
    may be frozen over reference years, or in standard deviations above the mean (``deviations``).
    """

    score: Callable[[Given], Array]
    needs: tuple[str, ...] = ()
    looks_back: bool = False
    """Whether it needs last year's value; the first year is then scored on level, between floor and target."""
    posts: Literal["values", "deviations"] = "values"


def level(g: Given) -> Array:
    """The place between floor and target: how a method that looks back scores a year with none before it."""
    return normalise.goalposts(g.x, g["floor"], g["target"])


def _deviations(g: Given) -> Array:
    return normalise.goalposts(normalise.z_score(g.x, g.higher), g["floor"], g["target"])


def _both(g: Given) -> Array:
    """Level and progress, each held in [0, 1] first: neither may outgrow the share that is declared for it."""
    progress = normalise.progress(g.x, g.before, g["target"], g.higher)
    return normalise.level_and_progress(level(g).clip(0, 1), progress.clip(0, 1), g["progress_share"])


METHODS: Mapping[Method, Way] = {
    "min_max": Way(lambda g: normalise.min_max(g.x, g.higher)),
    "goalposts": Way(level, POSTS),
    "target_completion": Way(lambda g: normalise.target_completion(g.x, g["floor"], g["target"]), POSTS),
    "saturating": Way(lambda g: normalise.saturating(g.x, g["floor"], g["target"]), POSTS),
    "progress": Way(lambda g: normalise.progress(g.x, g.before, g["target"], g.higher), POSTS, looks_back=True),
    "band": Way(lambda g: normalise.band(g.x, g["low"], g["high"], g["distance"]), ("low", "high", "distance")),
    "no_deterioration": Way(
        lambda g: normalise.no_deterioration(g.x, g.before, g["loss"], g.higher), (*POSTS, "loss"), looks_back=True
    ),
    "distance_to_own_target": Way(
        lambda g: normalise.distance_to_own_target(g.x, g.targets, g["distance"], g.higher), ("targets", "distance")
    ),
    "z_score": Way(_deviations, POSTS, posts="deviations"),
    "rank_share": Way(lambda g: normalise.rank_share(g.x, g.higher)),
    "level_and_progress": Way(_both, (*POSTS, "progress_share"), looks_back=True),
}
