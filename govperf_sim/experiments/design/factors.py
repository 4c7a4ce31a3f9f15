"""Levers and uncertainties: what the office chooses, and what nature chooses.

Both are an address and a spread of values.  They are told apart by what is compared: policies (values of all levers) are
set against one another, and every policy meets the same worlds (values of all uncertainties) under the same luck.
"""

from __future__ import annotations

from dataclasses import dataclass

from govperf_sim.errors import ExperimentError, fault
from govperf_sim.experiments.design.distributions import Among, Distribution
from govperf_sim.words import Name

VARIANTS = "variants"
"""The address of a lever that switches between variants of the scenario."""
AS_IT_IS = "as_it_is"
"""The value of such a lever that leaves the scenario as it is."""
SWITCHED_OFF = None
"""The value of a lever that takes the entry at its address away."""


@dataclass(frozen=True, kw_only=True)
class Lever:
    """What the office can choose: one of a few values at an address such as ``cycle.visits.a_year``.

    At the address ``variants`` the values are codes of the scenario's variants, or ``as_it_is``.  ``because`` says why
    the office might choose so; it becomes the source of the changed number.
    """

    code: str
    path: str
    values: tuple[object, ...]
    because: str
    name: Name | None = None
    along: tuple[tuple[str, tuple[object, ...]], ...] = ()
    """Further addresses that move with it, each with as many values: twice the visits need twice the teams."""

    def __post_init__(self) -> None:
        if not self.values:
            raise ExperimentError(fault("experiment.no_values"))

    @property
    def spread(self) -> Distribution:
        return Among(self.values)

    def changes(self, value: object) -> dict[str, object]:
        """What stands at every address when the lever is at ``value``; what moves along stays where a value is not listed.

        >>> visits = Lever(code="visits", path="visits.a_year", values=(2, 4), because="a second team",
        ...                along=(("visits.teams", (1, 2)),))
        >>> visits.changes(4), visits.changes(3)
        ({'visits.a_year': 4, 'visits.teams': 2}, {'visits.a_year': 3})
        """
        moved = self.along if value in self.values else ()
        return {self.path: value} | {path: values[self.values.index(value)] for path, values in moved}


@dataclass(frozen=True, kw_only=True)
class Uncertainty:
    """What nobody can choose and nobody knows: how the number at an address may turn out."""

    code: str
    path: str
    spread: Distribution
    because: str
    name: Name | None = None

    def changes(self, value: object) -> dict[str, object]:
        """What stands at its address when it turns out so."""
        return {self.path: value}


Factor = Lever | Uncertainty


def overlap(path: str, other: str) -> bool:
    """Whether one address is the other, or lies within it.

    >>> overlap("cycle.visits", "cycle.visits.a_year"), overlap("cycle.visits.days", "cycle.visits.a_year")
    (True, False)
    """
    return f"{path}.".startswith(f"{other}.") or f"{other}.".startswith(f"{path}.")
