r"""The linear best-worst method, for one expert or several.

Each expert names the most important item B and the least important W, and says how many times as important B is as
every item, :math:`a_{Bj}`, and every item as W, :math:`a_{jW}`, on the scale 1 to 9.  All experts' answers are stacked:

.. math:: \min\ \xi \ \text{ s.t. } |w_B - a_{Bj} w_j| \le \xi, \quad |w_j - a_{jW} w_W| \le \xi, \quad
          \textstyle\sum_j w_j = 1, \quad w \ge 0 .

*There is one optimum, however many experts.*  With duals y of the rows, every column has :math:`\sum_r y_r a_{rj} = -\xi`.
A direction :math:`\delta` along the face has :math:`a_r'\delta = 0` in every row with a dual; as each row reads
:math:`w_i - a w_j` with a > 0, :math:`\delta` has one sign on items that rows tie together, so :math:`\sum_j \delta_j`
over them is not 0, yet :math:`-\xi \sum_j \delta_j = y'A\delta = 0`.  (With :math:`\xi = 0` all answers hold exactly.)
The ranges of the weights are computed all the same, and an answer with a wide one is refused as the solver's fault.

*Consistency.*  Of the input: :math:`\max_j |a_{Bj} a_{jW} - a_{BW}| / (a_{BW}^2 - a_{BW})`.  Of the output: the smallest
:math:`\epsilon` for which weights exist with :math:`|w_B / w_j - a_{Bj}| \le \epsilon` and
:math:`|w_j / w_W - a_{jW}| \le \epsilon`, over its largest value for this :math:`a_{BW}`.  The linear :math:`\xi` is a
difference of weights, not of ratios: over that index it would be many times smaller, and to hold it against 0.1 is wrong.

Sources: Rezaei 2015, Omega 53:49-57, and 2016, Omega 64:126-130; input consistency: Liang, Brunelli and Rezaei 2020,
Omega 96:102175.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd
from scipy.optimize import brentq

from govperf_sim.errors import Fault, NotOptimal, PreferenceError, fault, nearest
from govperf_sim.weights.deviations import Wanted, write_deviations
from govperf_sim.weights.model import WeightModel
from govperf_sim.weights.preferences.answers import SCALE, item_faults, on_scale
from govperf_sim.weights.preferences.face import Face, optimal_face, ranges_on
from govperf_sim.words import Message

ITEMS = "items"
LEVEL = "largest_deviation"
QUESTIONS: Mapping[str, str] = {"preferences.best_to": "best_to", "preferences.to_worst": "to_worst"}


@dataclass(frozen=True)
class BestWorst:
    """What one expert answered; both comparisons hold every item, the best and the worst too."""

    best: str
    worst: str
    best_to: Mapping[str, float]
    """How many times as important the best is as each item."""
    to_worst: Mapping[str, float]
    """How many times as important each item is as the worst."""

    @property
    def span(self) -> float:
        """How many times as important the best is as the worst."""
        return self.best_to[self.worst]


@dataclass(frozen=True, eq=False)
class BestWorstWeights:
    """Weights of the items, and how consistent the experts were."""

    face: Face
    consistency: pd.DataFrame
    """Index expert.

    ``input_ratio`` and ``output_ratio`` in [0, 1], 0 for a consistent expert; ``reconsider``: the item whose two answers
    fit the rest least (empty where all fit); ``product`` of its two answers, and ``span``, which it should be equal to.
    """


def best_worst(answers: Mapping[str, BestWorst]) -> BestWorstWeights:
    """Weights from what experts answered, by expert.

    Raises :class:`~govperf_sim.errors.PreferenceError` with everything that makes no sense, expert by expert, and
    :class:`~govperf_sim.errors.NotOptimal` when the solver does not arrive at a single point.

    >>> one = BestWorst("price", "style", best_to={"quality": 2, "price": 1, "comfort": 4, "safety": 3, "style": 8},
    ...                 to_worst={"quality": 4, "price": 8, "comfort": 2, "safety": 3, "style": 1})
    >>> found = best_worst({"one": one})
    >>> found.face.unique, found.face.weights.round(4).to_dict()
    (True, {'quality': 0.2295, 'price': 0.4481, 'comfort': 0.1148, 'safety': 0.153, 'style': 0.0546})
    >>> found.consistency.loc["one", ["reconsider", "product", "span"]].to_dict()
    {'reconsider': 'safety', 'product': 9.0, 'span': 8.0}
    """
    if faults := list(_faults(answers)):
        raise PreferenceError(faults)
    items = tuple(next(iter(answers.values())).best_to)
    program, optimum = optimal_face(model(answers))
    face = Face(optimum, ranges_on(program, {k: {f"w({ITEMS},{k})": 1.0} for k in items}))
    if not face.unique:
        raise NotOptimal(fault("preferences.not_one_point", open=", ".join(face.open)))
    consistency = pd.DataFrame({e: _consistency(a) for e, a in answers.items()}).T.rename_axis("expert")
    numbers = ["input_ratio", "output_ratio", "product", "span"]
    return BestWorstWeights(face, consistency.astype(dict.fromkeys(numbers, float)))


def model(answers: Mapping[str, BestWorst]) -> WeightModel:
    """The program; experts are numbered in it, for what people are called does not travel."""
    m = WeightModel({ITEMS: tuple(next(iter(answers.values())).best_to)})
    write_deviations(m, _wanted(m, answers), LEVEL)
    m.minimise(1.0 * m.columns[LEVEL])
    return m


def largest_deviation(span: float) -> float:
    r"""The largest :math:`\epsilon` there can be: the smaller root of :math:`(a - \epsilon)^2 = a + \epsilon`.

    >>> [round(largest_deviation(a), 2) for a in (1, 2, 3, 8)]
    [0.0, 0.44, 1.0, 4.47]
    """
    return (1 + 2 * span - math.sqrt(1 + 8 * span)) / 2


def ratio_deviation(answers: BestWorst) -> float:
    r"""The smallest :math:`\epsilon` by which ratios of weights must miss one expert's answers.

    Given :math:`r = w_B / w_W`, an item j can be placed if and only if r lies between the products of its two answers,
    lowered and raised by :math:`\epsilon`; so it is enough that the highest floor meets the lowest ceiling.
    """
    others = [(x, answers.to_worst[k]) for k, x in answers.best_to.items() if k not in (answers.best, answers.worst)]

    def gap(e: float) -> float:
        floors = [answers.span - e, *(max(x - e, 0.0) * max(y - e, 0.0) for x, y in others)]
        ceilings = [answers.span + e, *((x + e) * (y + e) for x, y in others)]
        return max(floors) - min(ceilings)

    return 0.0 if gap(0.0) <= 0 else float(brentq(gap, 0.0, SCALE[1]))


def _wanted(m: WeightModel, answers: Mapping[str, BestWorst]) -> Wanted:
    """Deviation by deviation, an expression that should be 0."""
    wanted = {}
    w = {k: m.w[ITEMS, k] for _, k in m.w}
    for n, a in enumerate(answers.values(), 1):
        for k in w:
            if k != a.best:
                wanted[f"best,{n},{k}"] = w[a.best] - a.best_to[k] * w[k], 0.0
            if k not in (a.best, a.worst):
                wanted[f"worst,{n},{k}"] = w[k] - a.to_worst[k] * w[a.worst], 0.0
    return wanted


def _consistency(a: BestWorst) -> dict[str, object]:
    product = {k: x * a.to_worst[k] for k, x in a.best_to.items()}
    worst = max(product, key=lambda k: abs(product[k] - a.span))
    off = abs(product[worst] - a.span)
    return {
        "input_ratio": off / (a.span**2 - a.span) if off else 0.0,
        "output_ratio": e / largest_deviation(a.span) if (e := ratio_deviation(a)) else 0.0,
        "reconsider": worst if off else "",
        "product": product[worst],
        "span": a.span,
    }


def _faults(answers: Mapping[str, BestWorst]) -> Iterator[Fault]:
    if not answers:
        yield fault("preferences.nobody")
        return
    items = list(next(iter(answers.values())).best_to)
    yield from item_faults(items)
    for e, a in answers.items():
        yield from _faults_of(e, a, items)


def _faults_of(e: str, a: BestWorst, items: list[str]) -> Iterator[Fault]:
    chosen = [k for k in (a.best, a.worst) if k not in items]
    yield from (fault("preferences.unknown_item", nearest(k, items), who=e, item=k) for k in chosen)
    if a.best == a.worst:
        yield fault("preferences.best_is_worst", who=e, item=a.best)
    cells = [f for question, given in QUESTIONS.items() for f in _cell_faults(e, question, getattr(a, given), items)]
    yield from cells
    if not cells and not chosen and a.best != a.worst:
        yield from contradictions(e, a)


def _cell_faults(e: str, question: str, given: Mapping[str, float], items: list[str]) -> Iterator[Fault]:
    said = {"who": e, "question": Message(question)}
    for k in items:
        if k not in given:
            yield fault("preferences.no_answer", **said, item=k)
        elif not on_scale(given[k]):
            yield fault("preferences.off_scale", **said, item=k, found=given[k])
    yield from (fault("preferences.unknown_item", nearest(k, items), who=e, item=k) for k in given if k not in items)


def contradictions(e: str, a: BestWorst) -> Iterator[Fault]:
    """What no weights at all could mean."""
    for key, k, given in (("best_to_itself", a.best, a.best_to), ("worst_to_itself", a.worst, a.to_worst)):
        if given[k] != 1:
            yield fault(f"preferences.{key}", who=e, item=k, found=given[k])
    if a.span != a.to_worst[a.best]:
        said = {"best": a.best, "worst": a.worst, "one": a.span, "other": a.to_worst[a.best]}
        yield fault("preferences.said_twice", who=e, **said)
        return
    for key, given in (("below_worst", a.best_to), ("above_best", a.to_worst)):
        beyond = {k: x for k, x in given.items() if x > a.span}
        yield from (fault(f"preferences.{key}", who=e, item=k, found=x, span=a.span) for k, x in beyond.items())
