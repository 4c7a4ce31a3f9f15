"""The answer: weights, what they mean for every unit, and the reasons for them."""

from __future__ import annotations

import functools
import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from govperf_sim.weights.benchmark import indifferent
from govperf_sim.weights.cautions import cautions
from govperf_sim.weights.certificate import Certificate
from govperf_sim.weights.certify import certify
from govperf_sim.weights.forced import moves
from govperf_sim.weights.formulation import Formulation, formulation
from govperf_sim.weights.goal import Goal
from govperf_sim.weights.guard import Guard, RegretGuard, guard_of
from govperf_sim.weights.points import Points, published
from govperf_sim.weights.prices import prices
from govperf_sim.weights.reasons import TIGHT, lines_of, reasons, worth
from govperf_sim.weights.rules import Cells, Line
from govperf_sim.weights.stages import Stage
from govperf_sim.weights.standing import standing
from govperf_sim.weights.statements import Listed, says, says_goal, says_source, some
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import Language, Message, default_language, say


@dataclass(frozen=True, eq=False)
class Weights:
    """Weights and their reasons.

    ``table``: group x indicator, each group's weights adding up to 1; 0 where an indicator does not apply.
    ``value``: the optimum of the goal's first stage: a total move, or a regret.
    ``stages``: what each stage of the goal found, in order, part after part where nothing ties groups together.
    """

    table: pd.DataFrame
    value: float
    stages: tuple[Stage, ...]
    goal: Goal
    weighting: Weighting

    @property
    def said_as(self) -> str:
        """The goal, as words speak of it: a guard without a reference has another value."""
        alone = isinstance(self.goal, RegretGuard) and self.weighting.start is None
        return f"{self.goal.kind}_alone" if alone else self.goal.kind

    @functools.cached_property
    def moves(self) -> pd.DataFrame | None:
        """What moved each weight, and why: :func:`~govperf_sim.weights.forced.moves`; ``None`` without a guard."""
        return None if self.guard is None else moves(self.weighting, self.guard, self.cells, self.stages)

    @functools.cached_property
    def cautions(self) -> tuple[Message, ...]:
        """What has to be told with the weights: :mod:`govperf_sim.weights.cautions`."""
        return tuple(cautions(self.weighting, self.cells, self.guard))

    @property
    def goal_said(self) -> Message:
        """What the goal asks for, with its numbers."""
        return says_goal(self.goal, self.said_as)

    @property
    def goal_from(self) -> Message:
        """Where the goal comes from: declared with the question, given for this once, or the default."""
        if (source := self.goal.source) is not None:
            where = " ".join(filter(None, (source.clause, source.place)))
            return Message("weights.goal_from", {"cite": source.cite, "where": f" ({where})" if where else ""})
        default = self.weighting.goal is None and self.goal == RegretGuard()
        return Message("weights.goal_default" if default else "weights.goal_given")

    @functools.cached_property
    def cells(self) -> Cells:
        """The weights by (group, indicator), where they apply."""
        own, table = self.weighting.indicators_of, self.table.to_dict("index")
        return {(g, k): table[g][k] for g in own for k in own[g]}

    @functools.cached_property
    def reasons(self) -> pd.DataFrame:
        """Index row (its name in the program), one for every row of every rule.

        Columns rule, group, stage, limit, value, slack, shadow_price_left, shadow_price_right, source, clause, place.
        ``limit`` is as the rule has it; ``value`` and ``slack`` are in weight.  ``stage`` is the first stage of the
        goal in which loosening the row is worth something, else in which it has a price, else that leans on it; the
        prices are of that stage, in its value per unit of weight.  The other stages: ``prices``.
        """
        return reasons(self.weighting, self.cells, self.stages, self.prices)

    @functools.cached_property
    def prices(self) -> pd.DataFrame:
        """What each row costs in each step of the goal, and whom: :func:`~govperf_sim.weights.prices.prices`."""
        return prices(self.weighting, self.goal, self.guard, self.stages)

    @functools.cached_property
    def guard(self) -> Guard | None:
        """What the guard on regret was made of; ``None`` for a goal without one."""
        return guard_of(self.weighting, self.goal, self.stages) if isinstance(self.goal, RegretGuard) else None

    @functools.cached_property
    def rounding(self) -> Points:
        """The published points, and how they were come by: :mod:`govperf_sim.weights.points`."""
        return published(self.weighting, self.cells, self.guard)

    @property
    def points(self) -> pd.DataFrame:
        """The weights in whole points out of 100 (tenths, if need be), still admissible: group x indicator."""
        return self.rounding.table

    @functools.cached_property
    def units(self) -> pd.DataFrame:
        """How every unit stands: :func:`govperf_sim.weights.standing.standing`."""
        return standing(self.weighting, self.table)

    @functools.cached_property
    def indifferent(self) -> tuple[str, ...]:
        """Units whose own best and own worst are so close that regret means nothing; they do not sway the weights."""
        return indifferent(self.weighting.bounds)

    def explain(self, language: Language | None = None) -> pd.DataFrame:
        """The rows that bind, dearest first: ``reasons`` with a ``worth`` and a ``sentence`` each.

        ``worth`` is what the value of the row's stage falls by, per unit of weight, when the limit is loosened; rows of
        earlier stages come first.  The sentence tells what it is worth in every stage, and to whom.
        """
        spoken = language or default_language()
        lines = {line.name: line for line in lines_of(self.weighting)}
        worths = self._worths(lines)
        table = self.reasons.copy()
        caps = np.array([lines[str(row)].side == "at_most" for row in table.index], dtype=bool)
        table["worth"] = np.where(caps, -table["shadow_price_right"], table["shadow_price_left"]) + 0.0
        table = table[(table["slack"] <= TIGHT) | (table["worth"] > TIGHT)].copy()
        table["sentence"] = [
            self._sentence(lines[str(row)], worths.get(str(row), ())).text(spoken) for row in table.index
        ]
        order = {name: n for n, name in enumerate(dict.fromkeys((*self.prices.index.unique("stage"), *table["stage"])))}
        keys = table.index.to_numpy(str), -table["worth"].to_numpy(float), table["stage"].map(order).to_numpy(int)
        return table.iloc[np.lexsort(keys)]

    @functools.cached_property
    def certificate(self) -> Certificate:
        """All of this with its proofs, for anybody to check; made when asked for."""
        return certify(self)

    def formulation(self) -> Formulation:
        """The program itself, as .lp text and as LaTeX: the rules, and the goal's first stage."""
        m = self.weighting.model()
        self.goal.write(m, self.weighting)
        return formulation(m)

    def _repr_html_(self) -> str:
        goal = Message(f"weights.value_{self.said_as}")
        caption = say("weights.caption", default_language(), goal=goal, value=self.value)
        shown = self.table.where(self.table > 0)
        told = "".join(f"<p>{html.escape(c.text(default_language()))}</p>" for c in self.cautions)
        return f"<p>{caption}</p>{told}" + shown.to_html(float_format="{:.3f}".format, na_rep="", border=0)

    def _worths(self, lines: Mapping[str, Line]) -> Mapping[str, Sequence[Message]]:
        """Row -> what loosening it lowers, in each stage where it lowers anything, and by how much."""
        found: dict[str, dict[str, Message]] = {}
        for record in self.prices.reset_index().to_dict("records"):
            if (falls_by := worth(record, lines[record["row"]])) > TIGHT:
                value = self._value(record["stage"], record["groups"], record["units"])
                told = Message("weights.lowered", {"value": value, "worth": f"{falls_by:.2g}"})
                found.setdefault(record["row"], {}).setdefault(record["stage"], told)
        return {row: tuple(by_stage.values()) for row, by_stage in found.items()}

    def _value(self, stage: str, groups: Sequence[str], units: Sequence[str]) -> Message:
        """What a stage makes small, as words speak of it."""
        if groups:
            names = self.weighting.names
            pinned = {"groups": some(groups, names), "units": some(units, names)}
            return Message("weights.value_least_regret", pinned)
        return Message(f"weights.value_{'guarded_move' if stage == 'guarded_move' else self.said_as}")

    def _sentence(self, line: Line, lowered: Sequence[Message]) -> Message:
        values = {
            "says": says(line, self.weighting.names),
            "lowered": Listed("words.clause_separator", things=tuple(lowered)),
            "value": Message(f"weights.value_{self.said_as}"),
            "source": says_source(line.rule.source),
        }
        return Message("weights.binds" if lowered else "weights.binds_for_nothing", values)
