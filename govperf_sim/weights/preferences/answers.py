"""What every way of asking checks: the codes of what is asked about, and the numbers that were answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from govperf_sim.errors import Fault, fault
from govperf_sim.weights.checks import CODE
from govperf_sim.weights.rule_checks import is_number
from govperf_sim.words import Message

SCALE = (1.0, 9.0)
"""Saaty's scale: 1 equally important, 9 extremely more important."""


def item_faults(items: Iterable[object], fewest: int = 2) -> Iterator[Fault]:
    """Too few items, an item that is there twice, a code that cannot stand in a program."""
    counted = Counter(map(str, items))
    if len(counted) < fewest:
        yield fault("preferences.too_few", count=len(counted), fewest=fewest)
    yield from (fault("preferences.twice", item=k, times=n) for k, n in counted.items() if n > 1)
    for k in counted:
        if not CODE.fullmatch(k):
            yield fault("weights.bad_code", what=Message("preferences.an_item"), code=k)


def on_scale(answer: object, least: float = SCALE[0]) -> bool:
    """Whether an answer is a number of the scale; with ``least`` 1/9, of the scale and its reciprocals."""
    return is_number(answer) and least - 1e-9 <= answer <= SCALE[1] + 1e-9
