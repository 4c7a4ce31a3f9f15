r"""benchmark_scores: what each unit could claim under the weights that suit it best (benefit of the doubt).

Every unit is compared with its own group alone, under the rules that speak of proportions within a group; whoever sets
its own weights knows no neighbour and no last year.  A diagnosis, never a weighting: a unit's own best weights are mostly
zeros, and seldom the only ones.  What is reported is therefore the score, which is unique, and intervals, which are too.

Each score carries a bound that its duals prove (:mod:`govperf_sim.weights.batch`): nothing above it is possible.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from govperf_sim.errors import Fault, NotOptimal, WeightingError, fault, nearest
from govperf_sim.weights.arithmetic import at, own_share_arithmetic
from govperf_sim.weights.doubt.answer import ONE, BenchmarkScores
from govperf_sim.weights.doubt.forms import Directional, Form, Radial
from govperf_sim.weights.doubt.program import Pool, Sweep
from govperf_sim.weights.rule_checks import is_number, rule_faults
from govperf_sim.weights.rules import Rule
from govperf_sim.weights.rules_on_units import with_scores
from govperf_sim.weights.weighting import Weighting

__all__ = ["BenchmarkScores", "benchmark_scores"]


def benchmark_scores(
    weighting: Weighting,
    *,
    rules: Sequence[Rule] | None = None,
    undesirable: Sequence[str] = (),
    form: Form | None = None,
) -> BenchmarkScores:
    """The best each unit could look beside the other units of its group, under weights of its own choice.

    ``rules``: the rules of the benchmark; absent: those of the weighting.  Limits are kept in proportion to the sum of
    the weights, own shares to the unit's own score.  Rules across groups or years (comparability, common total, class
    distance, parity, stability, total movement) cannot bind a benchmark: given here they are refused; those of the
    weighting are left out, and named in the answer.
    ``undesirable``: indicators of which less is better; their columns of ``weighting.scores`` then hold amounts.
    ``form``: :class:`~govperf_sim.weights.doubt.forms.Radial` (the default) or
    :class:`~govperf_sim.weights.doubt.forms.Directional`.

    Raises :class:`~govperf_sim.errors.WeightingError` for a question that cannot be put: limits on own shares that
    contradict one another, a zero cell under a floor, a unit with nothing to show.  Raises
    :class:`~govperf_sim.errors.InfeasibleRules` where no weights suit a unit and the rules.

    >>> from govperf_sim.weights.rules import EachOwnShare
    >>> scores = pd.DataFrame({"gdp": [0.8, 0.4], "air": [0.2, 0.4]}, index=["a", "b"])
    >>> question = Weighting(scores=scores, groups=pd.Series("cities", index=["a", "b"]),
    ...                      rules=[EachOwnShare("each", of=["gdp", "air"], at_least=0.4)])
    >>> benchmark_scores(question).score.round(6).to_dict()
    {'a': 0.909091, 'b': 0.909091}

    Each draws at most 0.6 from where it has twice what the other has, and at least 0.4 from where it has half; beside its
    own score of 1 the other has 0.6 / 2 + 0.4 * 2 = 1.1.

    Sources: Cherchye, Moesen, Rogge and Van Puyenbroeck (2007), An introduction to benefit of the doubt composite
    indicators, Social Indicators Research 82; OECD/EU/JRC (2008), Handbook on Constructing Composite Indicators, 6.
    """
    chosen = Radial() if form is None else form
    asked = weighting.rules if rules is None else with_scores(rules, weighting.scores_by_group)
    if faults := list(_faults(weighting, asked, rules is not None, undesirable, chosen)):
        raise WeightingError(faults)
    left_out = tuple(rule.id for rule in asked if not rule.proportional)
    held = tuple(rule for rule in asked if rule.proportional)
    pools = tuple(_pools(weighting, held, undesirable, chosen))
    if faults := [f for pool in pools for f in _empty(pool)]:
        raise WeightingError(faults)
    found: dict[str, tuple[str, float, float]] = {}
    for pool in pools:
        for unit, score, bound in _scores(pool):
            found[unit] = pool.group, score, bound
    units = pd.Index(list(map(str, weighting.scores.index)), name="unit")
    groups, scores, bounds = zip(*(found[unit] for unit in units), strict=True)
    table = pd.DataFrame({"group": groups, "score": scores, "bound": bounds}, index=units)
    return BenchmarkScores(table, pools, left_out, weighting.names)


def _pools(q: Weighting, rules: Sequence[Rule], undesirable: Sequence[str], form: Form) -> Iterator[Pool]:
    values = q.scores.to_numpy(float)
    row, column = ({str(code): n for n, code in enumerate(axis)} for axis in q.scores.axes)
    for g, own in q.indicators_of.items():
        units = q.units_of[g]
        x = values[np.ix_([row[u] for u in units], [column[k] for k in own])]
        sign = np.array([-1.0 if k in undesirable else 1.0 for k in own])
        bound = tuple(rule for rule in rules if g in rule.where(q.indicators_of))
        yield Pool(g, units, own, x, sign, bound, form)


def _scores(pool: Pool) -> Iterator[tuple[str, float, float]]:
    """Unit, score, and the bound on it that its duals prove."""
    sweep, form = Sweep(pool), pool.form
    for i, unit in enumerate(pool.units):
        found = sweep.solve(i)
        score, bound = form.score(found.value), form.score(found.bound)
        if not (score > 0 and abs(bound - score) <= ONE):
            raise NotOptimal(fault("weights.benchmark_unproven", unit=unit, score=score, bound=bound))
        yield unit, score, bound


def _faults(
    q: Weighting, rules: Sequence[Rule], given: bool, undesirable: Sequence[str], form: Form
) -> Iterator[Fault]:
    known = list(map(str, q.scores.columns))
    for k in undesirable:
        if k not in known:
            yield fault("weights.unknown_indicator", nearest(k, known), where="undesirable", indicator=k)
    if isinstance(form, Directional) and form.along is not None:
        for k in known:
            d = form.along.get(k)
            if not is_number(d) or d < 0:
                yield fault("weights.direction_cell", indicator=k, found=d)
    if not given:
        return
    if faults := list(rule_faults(rules, known, q.indicators_of)):
        yield from faults
        return
    for rule in rules:
        if not rule.proportional:
            yield at(rule.source, fault("weights.no_rule_of_benchmarks", rule=rule.id, kind=rule.kind))
    yield from own_share_arithmetic(q.indicators_of, rules, q.scores_by_group)


def _empty(pool: Pool) -> Iterator[Fault]:
    """Units that nothing can be said of: without a value to show, or without anything undesirable to divide by."""
    for i in np.flatnonzero(~(pool.scales > 0).any(axis=1)):
        yield fault("weights.nothing_to_show", unit=pool.units[i], group=pool.group)
    if not pool.form.ceiling(pool.sign):
        of = ", ".join(k for k, s in zip(pool.indicators, pool.sign, strict=True) if s < 0)
        for i in np.flatnonzero(~(pool.costs > 0).any(axis=1)):
            yield fault("weights.nothing_undesirable", unit=pool.units[i], of=of)
