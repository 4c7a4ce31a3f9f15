"""Reference weights from filled-in questionnaires: a table to keep, sentences to read, shares to put into a scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from govperf_sim.errors import Fault, PreferenceError, fault
from govperf_sim.office.asked import Asked
from govperf_sim.office.questionnaires import Answered
from govperf_sim.office.ways import Way
from govperf_sim.weights.preferences.best_worst import best_worst
from govperf_sim.weights.preferences.pairwise import joined, pairwise
from govperf_sim.weights.preferences.ranking import ranking
from govperf_sim.weights.preferences.stakeholders import stakeholder_mix
from govperf_sim.weights.statements import Names, called, listed
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import Message

MILLION = 1_000_000
"""Shares are written with six decimals."""


@dataclass(frozen=True, eq=False)
class Reference:
    """What questionnaires say, set by set."""

    way: Way
    table: pd.DataFrame
    """Index (set, item): ``weight``, ``least``, ``most`` and, by the way of asking, weights by other methods.

    ``weight`` is the only optimum of best and worst, the eigenvector of pairs, the settled median of points; empty for a
    ranking, which gives ranges only.  ``least`` and ``most`` are over the optimal face; of pairs, over all four methods.
    """
    said: tuple[Message, ...]
    """How consistent people were, what to reconsider, and what is open."""

    @property
    def shares(self) -> Mapping[str, float]:
        """Item -> weight, in six decimals that add up to exactly 1 in every set; for ``reference.domain_shares``.

        Raises :class:`~govperf_sim.errors.PreferenceError` for a ranking.
        """
        if self.way is Way.RANKING:
            raise PreferenceError(fault("office.no_shares"))
        found: dict[str, float] = {}
        for s in self.table.index.unique("set"):
            found |= _rounded({str(k): float(w) for k, w in self.table.loc[s, "weight"].items()})
        return found


def reference(
    answers: Sequence[Answered],
    asked: Asked,
    weighting: Weighting | None = None,
    powers: Mapping[str, float] | None = None,
    delta: float = 0.05,
) -> Reference:
    """Weights from what people answered.

    A ranking needs the ``weighting`` whose scores the panel ranked; points need the ``powers`` of those who gave them, by
    the names of their files.  Raises :class:`~govperf_sim.errors.PreferenceError`.

    >>> from govperf_sim.office.asked import asked_about
    >>> from govperf_sim.office.questionnaires import read_answers
    >>> from govperf_sim.scenario.load import EXAMPLES, load_scenario
    >>> asked = asked_about(load_scenario("six_towns").framework, Way.BEST_WORST)
    >>> experts = [read_answers(EXAMPLES / "questionnaires" / f"expert_{n}.csv", asked) for n in (1, 2, 3)]
    >>> found = reference(experts, asked)
    >>> found.shares
    {'growth': 0.152866, 'livelihood': 0.44586, 'environment': 0.267516, 'services': 0.133758}
    >>> print(found.said[0].text("en"))
    system of the towns: expert_1: output ratio 0.080, input ratio 0.048; the answer to reconsider is “services”: its two
    answers multiply to 9, and the best is 7 times the worst
    """
    if faults := _faults(answers, asked, powers):
        raise PreferenceError(faults)
    tables: dict[str, pd.DataFrame] = {}
    said: list[Message] = []
    for s in asked.sets:
        given = {a.who: a.by_set[s] for a in answers if s in a.by_set}
        if not given:
            said.append(Message("office.set_unanswered", {"set": asked.names[s]}))
            continue
        match asked.way:
            case Way.BEST_WORST:
                table, sentences = _from_best_worst(given, asked.sets[s])
            case Way.PAIRS:
                table, sentences = _from_pairs(given, asked.sets[s])
            case Way.RANKING:
                table, sentences = _from_ranking(given, asked.sets[s], _scores(weighting, s), delta)
            case Way.POINTS:
                table, sentences = _from_points(given, powers or {})
        tables[s] = table
        said += [Message("office.in_set", {"set": asked.names[s], "said": m}) for m in sentences]
    return Reference(asked.way, pd.concat(tables, names=["set", "item"]), tuple(said))


_Found = tuple[pd.DataFrame, list[Message]]


def _scores(weighting: Weighting | None, group: str) -> pd.DataFrame:
    """The scores of the units of a group on what applies to them."""
    if weighting is None:
        raise PreferenceError(fault("office.needs_scores"))
    return weighting.scores.loc[list(weighting.units_of[group]), list(weighting.indicators_of[group])]


def _from_best_worst(given: Mapping[str, Any], names: Names) -> _Found:
    found = best_worst(given)
    said = []
    for who, row in found.consistency.to_dict("index").items():
        key = "office.said_inconsistent" if row["reconsider"] else "office.said_consistent"
        said.append(Message(key, {"who": who, **_by_name(row), "reconsider": called(row["reconsider"], names)}))
    return (found.face.ranges.assign(weight=found.face.weights)[["weight", "least", "most"]], said)


def _from_pairs(given: Mapping[str, Any], names: Names) -> _Found:
    said = []
    for who, matrix in given.items():
        own = pairwise(matrix)
        said.append(Message("office.said_ratio", {"who": who, "ratio": own.ratio, "lambda_max": own.lambda_max}))
        if (t := own.triple) is not None:
            items = {"first": t.first, "between": t.between, "last": t.last}
            values = {part: called(k, names) for part, k in items.items()}
            said.append(Message("office.said_triple", {**values, "direct": t.direct, "by_way": t.by_way}))
    found = pairwise(joined(given))
    programs = {"least_total": found.least_total, "least_largest": found.least_largest}
    faces = [program.face.ranges[end] for program in programs.values() for end in ("least", "most")]
    every = pd.concat([found.eigenvector, found.geometric_mean, *faces], axis=1)
    table = pd.DataFrame({"weight": found.eigenvector, "least": every.min(axis=1), "most": every.max(axis=1)})
    settled = {name: program.settled for name, program in programs.items()}
    return table.assign(geometric_mean=found.geometric_mean, **settled), said


def _from_ranking(given: Mapping[str, Any], names: Names, scores: pd.DataFrame, delta: float) -> _Found:
    (ranks,) = given.values()
    found = ranking(scores, ranks, delta)
    table = found.face.ranges.assign(weight=found.face.weights if found.face.unique else None)
    if found.reproduced:
        said = [Message("office.said_reproduced", {"open": len(found.face.open), "count": len(table)})]
    else:
        units = listed(called(u, names) for u in found.reconsider)
        said = [Message("office.said_not_reproduced", {"error": found.face.optimum, "units": units})]
    return (table[["weight", "least", "most"]], said)


def _from_points(given: Mapping[str, Any], powers: Mapping[str, float]) -> _Found:
    found = stakeholder_mix(pd.DataFrame(given).T, {who: powers[who] for who in given})
    median = found.median
    table = median.face.ranges.assign(weight=median.settled, minimax=found.minimax.settled)
    distances = pd.DataFrame({"median": median.distances, "minimax": found.minimax.distances}).to_dict("index")
    said = [Message("office.said_distance", {"who": who, **_by_name(row)}) for who, row in distances.items()]
    if not median.face.unique:
        said.append(Message("office.said_open", {"count": len(median.face.open)}))
    return (table[["weight", "least", "most", "minimax"]], said)


def _faults(answers: Sequence[Answered], asked: Asked, powers: Mapping[str, float] | None) -> list[Fault]:
    names = [a.who for a in answers]
    faults = [fault("office.same_name", who=who) for who in dict.fromkeys(names) if names.count(who) > 1]
    if not answers:
        faults.append(fault("preferences.nobody"))
    if asked.way is Way.RANKING and len(answers) > 1:
        faults.append(fault("office.one_panel", count=len(answers)))
    if asked.way is Way.POINTS:
        faults += [
            fault("preferences.no_power", party=who) for who in dict.fromkeys(names) if who not in (powers or {})
        ]
        faults += [fault("preferences.power_of_nobody", party=h) for h in powers or {} if h not in names]
    elif powers:
        faults.append(fault("office.power_of_no_use", way=asked.way))
    return faults


def _by_name(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in row.items()}


def _rounded(weights: Mapping[str, float]) -> dict[str, float]:
    """Six decimals that add up to 1: what is left over goes where rounding took most."""
    whole = {k: int(w * MILLION) for k, w in weights.items()}
    left = MILLION - sum(whole.values())
    for k in sorted(weights, key=lambda k: whole[k] - weights[k] * MILLION)[:left]:
        whole[k] += 1
    return {k: n / MILLION for k, n in whole.items()}
