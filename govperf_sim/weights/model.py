r"""The admissible weights, as one PuLP model.

For groups :math:`g` and the indicators :math:`k \in K_g` that apply in them

.. math::
    \min\ \text{goal}(w) \quad\text{subject to}\quad
    w_{gk} \ge 0, \qquad \sum_{k \in K_g} w_{gk} = 1 \ \ \forall g, \quad\text{and the rows of every rule.}

There is no column for an indicator that does not apply, so nothing can give it weight.  A row of a rule is named
``rule(group)``; that name is the key from the scenario file to the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pulp

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.(),]*")
Applying = Mapping[str, tuple[str, ...]]
"""Group -> the indicators that apply in it."""
MeanRegret = tuple[float, Mapping[str, float]]
"""The mean regret of a group, :math:`a - \\sum_k b_k w_{gk}`: :math:`a`, and :math:`b` by indicator."""


class WeightModel:
    """Columns ``w(g,k)``, rows ``sum(g)``, and whatever rules and a goal write into it.

    >>> m = WeightModel({"cities": ("gdp", "air")})
    >>> m.require("cap(cities)", m.w["cities", "gdp"] <= 0.3)
    >>> list(m.columns), list(m.rows)
    (['w(cities,gdp)', 'w(cities,air)'], ['sum(cities)', 'cap(cities)'])
    """

    def __init__(self, applying: Applying, mean_regret: Mapping[str, MeanRegret] | None = None) -> None:
        self.applying = applying
        self.mean_regret = mean_regret or {}
        self.problem = pulp.LpProblem("weights", pulp.LpMinimize)
        self.columns: dict[str, pulp.LpVariable] = {}
        self.rows: dict[str, pulp.LpConstraint] = {}
        self.waiting: dict[str, str] = {}
        self.w = {(g, k): self.column(f"w({g},{k})") for g, own in applying.items() for k in own}
        for g in applying:
            self.settle(g)

    def settle(self, group: str) -> None:
        """Say how large the weights of a group are: they add up to 1."""
        self.require(f"sum({group})", self.total(group, self.applying[group]) == self.sum(group))

    def sum(self, group: str) -> float | pulp.LpVariable:
        """What the weights of a group add up to."""
        return 1.0

    def column(self, name: str, least: float | None = 0.0) -> pulp.LpVariable:
        """A new column, at least 0 or whatever is said."""
        if name in self.columns:
            raise ValueError(f"two columns are named {name!r}")
        self.columns[name] = self.problem.add_variable(_kept(name), least)
        return self.columns[name]

    def whole(self, name: str, most: int | None = None) -> pulp.LpVariable:
        """A new column of whole numbers, at least 0 and no more than ``most``."""
        self.columns[name] = self.problem.add_variable(_kept(name), 0, most, pulp.LpInteger)
        return self.columns[name]

    def require(self, name: str, constraint: pulp.LpConstraint) -> None:
        """A new row."""
        if name in self.rows:
            raise ValueError(f"two rows are named {name!r}")
        self.problem.addConstraint(constraint, _kept(name))
        self.rows[name] = constraint

    def require_in_time(self, name: str, constraint: pulp.LpConstraint, kind: str) -> None:
        """A new row that may wait until it is broken, with others of its kind."""
        self.require(name, constraint)
        self.waiting[name] = kind

    def total(self, group: str, of: Iterable[str]) -> pulp.LpAffineExpression:
        """The weight of those indicators of ``of`` that apply in the group."""
        return linear((self.w[group, k], 1.0) for k in of if (group, k) in self.w)

    def minimise(self, expression: pulp.LpAffineExpression) -> None:
        self.problem.setObjective(expression)


def linear(terms: Iterable[tuple[pulp.LpVariable, float]]) -> pulp.LpAffineExpression:
    """The sum of columns times numbers, each column named once: many times faster than ``lpSum`` of products.

    PuLP 3 takes a mapping, PuLP 4 has a factory for it.
    """
    make = getattr(pulp.LpAffineExpression, "from_dict", pulp.LpAffineExpression)
    return make({column: float(a) for column, a in terms if a})


def _kept(name: str) -> str:
    """PuLP rewrites some characters in names, not the same ones in every version; a name must stay as it is."""
    if not NAME.fullmatch(name):
        raise ValueError(f"the name {name!r} could be changed on its way; use letters, digits, _ ( ) , .")
    return name
