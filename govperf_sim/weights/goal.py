"""What every goal is: what it optimises, in stages, and where it comes from.

A goal is part of the question, since it has to be declared before the data are seen.  Kinds of goals:
:mod:`govperf_sim.weights.goals`; the default is :class:`~govperf_sim.weights.guard.RegretGuard`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from govperf_sim.sources import Source

if TYPE_CHECKING:
    from govperf_sim.weights.model import WeightModel
    from govperf_sim.weights.stages import Face, Stage
    from govperf_sim.weights.weighting import Weighting


class Regret(Enum):
    """How regret is counted."""

    NORMALISED = "normalised"
    """As a share of the unit's own range: fair between groups of different spread."""
    RAW = "raw"
    """In score lost: easier to explain."""


@runtime_checkable
class Goal(Protocol):
    """What a goal must say."""

    kind: ClassVar[str]
    """Its name; ``words/weights.toml`` says under ``goal_<kind>`` and ``value_<kind>`` what it asks for and finds."""

    @property
    def source(self) -> Source | None:
        """Why this goal was chosen, and by whom."""

    def write(self, m: WeightModel, q: Weighting) -> None:
        """State columns, rows and the first objective; that objective prices the rules."""

    def stages(self, q: Weighting, groups: Sequence[str]) -> Iterator[Stage]:
        """Solve for these groups, narrowing the optimal face until it is one point."""

    def face(self, q: Weighting, groups: Sequence[str]) -> Face:
        """All weights of these groups that serve the goal as well as its answer, before ties are broken."""

    def joined(self, values: Sequence[float]) -> float:
        """The value of the whole, from the first values of parts solved apart."""


def numbers_of(goal: Goal) -> dict[str, float | str]:
    """What a goal is declared with, by name, such as its kappa; how regret is counted as a word.

    >>> from govperf_sim.weights.goals import WorstTail
    >>> numbers_of(WorstTail(0.25))
    {'share': 0.25, 'regret': 'normalised'}
    """
    declared = {name: value for name, value in vars(goal).items() if name != "source"}
    return {name: value.value if isinstance(value, Enum) else value for name, value in declared.items()}
