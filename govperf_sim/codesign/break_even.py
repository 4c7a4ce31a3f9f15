r"""What would have to be true for plain weights to be better: one uncertainty at a time, all else as the scenario has it.

Of an uncertainty with quantile function q, the difference in welfare :math:`d(u) = V_{\text{anticipated}} - V_{\text{plain}}` at
:math:`q(u)` is taken from the response model at points spread over its range, and its zeros between them are found by Brent's
method.  Where d is below 0 the plain weights are better; how likely that is, the uncertainty says itself, since u is uniform.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import brentq

from govperf_sim.codesign.anticipate import Anticipated
from govperf_sim.codesign.outlook import Outlook
from govperf_sim.codesign.plain import Scheme
from govperf_sim.experiments.design.distributions import Distribution

POINTS = 17
"""Where each uncertainty is tried before zeros are sought between."""
ENDS = (0.005, 0.995)
"""A spread may have no ends."""
NEAR = 1e-4
"""How closely a zero is found, as a share of what is likely."""
COLUMNS = ["uncertainty", "versus", "low", "high", "chance"]
Gain = Callable[[float], float]


def break_even(found: Anticipated) -> pd.DataFrame:
    """``uncertainty, versus, low, high, chance``: every range in which plain weights are better, and how likely it is.

    No row: never within what is held possible.  Uncertainties whose values are listed have a row for each value, with ``low`` and
    ``high`` alike.

    >>> from govperf_sim import load_scenario
    >>> from govperf_sim.codesign.anticipate import anticipate
    >>> break_even(anticipate(load_scenario("training_towns"), starts=0)).empty  # nothing uncertain is declared
    True
    """
    rows = [
        (uncertainty.code, str(scheme), *found_range)
        for number, uncertainty in enumerate(found.outlook.uncertainties)
        for asked in [_Asked(found, number)]
        for scheme in found.plain
        for found_range in _ranges(uncertainty.spread, partial(asked.gain, scheme))
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


class _Asked:
    """Welfare where one uncertainty has its u-th quantile and the others are as the scenario has them."""

    def __init__(self, found: Anticipated, number: int) -> None:
        self._found, self._number = found, number
        self._welfare: dict[float, dict[Scheme, float]] = {}

    def gain(self, versus: Scheme, u: float) -> float:
        """Of the anticipated weights over plain ones."""
        if u not in self._welfare:
            self._welfare[u] = self._at(u)
        return self._welfare[u][Scheme.ANTICIPATED] - self._welfare[u][versus]

    def _at(self, u: float) -> dict[Scheme, float]:
        outlook: Outlook = self._found.outlook
        now = [outlook.scenario.value(each.path) for each in outlook.uncertainties]
        now[self._number] = outlook.uncertainties[self._number].spread.at(u)
        response = outlook.response_at(tuple(now))
        rows, columns = list(response.groups), list(response.indicators)
        return {s: response.welfare(t.loc[rows, columns].to_numpy(float)) for s, t in self._found.schemes.items()}


def _ranges(spread: Distribution, gain: Gain) -> Iterator[tuple[Any, Any, float]]:
    """Where the gain is below 0: from, to, and how much of the probability lies there."""
    if spread.listed is not None:
        count = len(spread.listed)
        yield from ((v, v, 1.0 / count) for n, v in enumerate(spread.listed) if gain((n + 0.5) / count) < 0.0)
        return
    tried = [float(u) for u in np.linspace(*ENDS, POINTS)]
    zeros = [float(brentq(gain, a, b, xtol=NEAR)) for a, b in itertools.pairwise(tried) if gain(a) * gain(b) < 0.0]
    for a, b in itertools.pairwise([tried[0], *zeros, tried[-1]]):
        if any(gain(u) < 0.0 for u in tried if a <= u <= b):
            chance = (b if b < ENDS[1] else 1.0) - (a if a > ENDS[0] else 0.0)
            yield spread.at(a), spread.at(b), chance
