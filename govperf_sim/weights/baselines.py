r"""What other weightings would have said: equal weights, and weights that the data alone would give.

They are what derived weights are compared with, never a derivation: nobody has to answer for them.  Over the units of one
group, with scores :math:`x_{ik}`, standard deviations :math:`\sigma_k` and correlations :math:`r_{kj}`:

- *equal*: :math:`w_k = 1 / K`; *equal within domains*: every domain the same, and so every indicator of a domain;
- *entropy*: :math:`w_k \propto 1 - e_k`, :math:`e_k = -\sum_i p_{ik} \ln p_{ik} / \ln n`, :math:`p_{ik} = x_{ik} / \sum_i x_{ik}`;
- *CRITIC*: :math:`w_k \propto \sigma_k \sum_j (1 - r_{kj})` of scores stretched to [0, 1] between the worst and the best unit;
- *standard deviation*: :math:`w_k \propto \sigma_k`;
- *first principal component* of the correlations: :math:`w_k = l_k^2` with loadings l of length 1.

Each is said with what it assumes and when it misleads: :func:`said`.

Sources: Shannon entropy as in Hwang and Yoon 1981; CRITIC: Diakoulaki, Mavrotas and Papayannakis 1995, Computers &
Operations Research 22:763-770; squared loadings: OECD and JRC 2008, Handbook on Constructing Composite Indicators, step 6.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from govperf_sim.cells import Array
from govperf_sim.errors import BaselineError, Fault, fault
from govperf_sim.weights.rule_checks import is_number
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import Language, Message, default_language, say

ALIKE = 1e-10
"""A standard deviation below this is rounding: all units score alike."""
NOTHING = 1e-9
"""A weight below this is none; a loading below minus this is negative."""
SAME = 1e-9
"""Two eigenvalues as close as this have no first among them."""


def equal(scores: pd.DataFrame) -> pd.Series[float]:
    """Every indicator the same.

    >>> equal(pd.DataFrame({"gdp": [0.9, 0.4], "air": [0.2, 0.8]})).to_dict()
    {'gdp': 0.5, 'air': 0.5}
    """
    return _shares(scores, np.ones(scores.shape[1]))


def equal_within_domains(scores: pd.DataFrame, domains: Mapping[str, str]) -> pd.Series[float]:
    """Every domain the same, its share divided equally; ``domains``: indicator -> domain.

    Raises :class:`~govperf_sim.errors.BaselineError` for an indicator without a domain.

    >>> scores = pd.DataFrame({"gdp": [0.9], "jobs": [0.4], "air": [0.2]})
    >>> equal_within_domains(scores, {"gdp": "growth", "jobs": "growth", "air": "environment"}).to_dict()
    {'gdp': 0.25, 'jobs': 0.25, 'air': 0.5}
    """
    if faults := [fault("baselines.no_domain", indicator=k) for k in scores.columns if str(k) not in domains]:
        raise BaselineError(faults)
    of = [domains[str(k)] for k in scores.columns]
    return _shares(scores, np.array([1.0 / of.count(d) for d in of]))


def entropy(scores: pd.DataFrame) -> pd.Series[float]:
    """The less evenly the units share an indicator's total, the more weight.

    An indicator on which all score alike gets nothing.  Raises :class:`~govperf_sim.errors.BaselineError` for a negative
    score, an indicator whose scores are all 0 (no shares to speak of), one unit, and units that do not differ at all.

    >>> entropy(pd.DataFrame({"gdp": [1.0, 4.0], "air": [2.0, 16.0]})).round(4).to_dict()
    {'gdp': 0.3589, 'air': 0.6411}
    """
    x = _values(scores, "baselines.entropy", 2)
    negative = [fault("baselines.negative", indicator=k) for k, low in _columns(scores, x.min(axis=0)) if low < 0]
    nothing = [fault("baselines.all_zero", indicator=k) for k, high in _columns(scores, x.max(axis=0)) if high == 0]
    if negative or nothing:
        raise BaselineError([*negative, *nothing])
    p = x / x.sum(axis=0)
    logs = np.log(p, where=p > 0, out=np.zeros_like(p))
    spread = 1.0 + (p * logs).sum(axis=0) / np.log(len(x))
    return _shares(scores, np.where(_alike(x), 0.0, spread), "baselines.entropy")


def standard_deviation(scores: pd.DataFrame) -> pd.Series[float]:
    """The more the units differ on an indicator, the more weight; none where all score alike.

    Raises :class:`~govperf_sim.errors.BaselineError` for one unit, and for units that do not differ at all.

    >>> standard_deviation(pd.DataFrame({"gdp": [0.2, 0.4], "air": [0.2, 0.8]})).round(6).to_dict()
    {'gdp': 0.25, 'air': 0.75}
    """
    x = _values(scores, "baselines.standard_deviation", 2)
    return _shares(scores, np.where(_alike(x), 0.0, x.std(axis=0, ddof=1)), "baselines.standard_deviation")


def critic(scores: pd.DataFrame) -> pd.Series[float]:
    """The more the units differ on an indicator, and the less it moves with the others, the more weight.

    Raises :class:`~govperf_sim.errors.BaselineError` for an indicator on which all score alike (it correlates with
    nothing), fewer than three units (any two correlate fully), and indicators that all move together.

    >>> scores = pd.DataFrame({"gdp": [0.1, 0.5, 0.9], "tax": [0.2, 0.4, 0.6], "air": [0.9, 0.2, 0.4]})
    >>> critic(scores).round(3).to_dict()
    {'gdp': 0.246, 'tax': 0.246, 'air': 0.507}
    """
    x = _different(scores, "baselines.critic")
    x = (x - x.min(axis=0)) / (x.max(axis=0) - x.min(axis=0))
    conflict = (1.0 - np.corrcoef(x, rowvar=False)).sum(axis=0)
    return _shares(scores, x.std(axis=0, ddof=1) * np.where(conflict < SAME, 0.0, conflict), "baselines.critic")


def first_component(scores: pd.DataFrame) -> pd.Series[float]:
    """The more an indicator moves with what all have in common, the more weight.

    Raises :class:`~govperf_sim.errors.BaselineError` for an indicator on which all score alike, fewer than three units,
    indicators that load negatively (more weight would go to what runs against the rest), and two components that are
    equally strong.

    >>> scores = pd.DataFrame({"gdp": [0.1, 0.5, 0.9], "tax": [0.2, 0.4, 0.6], "air": [0.3, 0.2, 0.8]})
    >>> first_component(scores).round(3).to_dict()
    {'gdp': 0.353, 'tax': 0.353, 'air': 0.293}
    """
    values, vectors = np.linalg.eigh(np.corrcoef(_different(scores, "baselines.first_component"), rowvar=False))
    if values[-1] - values[-2] < SAME:
        raise BaselineError(fault("baselines.no_first"))
    loadings = vectors[:, -1] * (1.0 if vectors[:, -1].sum() >= 0 else -1.0)
    against = [k for k, loading in _columns(scores, loadings) if loading < -NOTHING]
    if against:
        raise BaselineError(fault("baselines.negative_loading", indicator=k) for k in against)
    return _shares(scores, loadings**2)


BASELINES: Mapping[str, Callable[[pd.DataFrame, Mapping[str, str]], pd.Series[float]]] = {
    "equal": lambda scores, _: equal(scores),
    "equal_within_domains": equal_within_domains,
    "entropy": lambda scores, _: entropy(scores),
    "critic": lambda scores, _: critic(scores),
    "standard_deviation": lambda scores, _: standard_deviation(scores),
    "first_component": lambda scores, _: first_component(scores),
}
"""Every baseline, of the scores of one group and the domain of each indicator."""


@dataclass(frozen=True, eq=False)
class Baselines:
    """The baselines of a weighting, group by group."""

    tables: Mapping[str, pd.DataFrame]
    """Baseline -> weights, group x indicator, 0 where an indicator does not apply: schemes for
    :func:`~govperf_sim.weights.compare.compare_schemes`."""
    refused: Mapping[str, tuple[Fault, ...]]
    """Baseline -> why it has no weights for some group."""
    silent: tuple[tuple[str, str, str], ...]
    """Baseline, group and indicator, where an indicator that applies gets no weight."""


def baselines(weighting: Weighting, domains: Mapping[str, str] | None = None) -> Baselines:
    """Every baseline that the scores of the weighting allow; without ``domains`` there is none within domains.

    >>> from govperf_sim.weights.compare import compare_schemes
    >>> from govperf_sim.weights.rules import Share
    >>> scores = pd.DataFrame({"gdp": [0.9, 0.4], "air": [0.2, 0.8]}, index=["a", "b"])
    >>> question = Weighting(scores=scores, groups=pd.Series("cities", index=["a", "b"]),
    ...                      rules=[Share("cap_growth", of=["gdp"], at_most=0.3)])
    >>> found = baselines(question)
    >>> list(found.tables), list(found.refused)
    (['equal', 'entropy', 'standard_deviation'], ['critic', 'first_component'])
    >>> compare_schemes(question, found.tables).broken["by"].round(3).to_dict()
    {('equal', 'cap_growth(cities)'): 0.2, ('standard_deviation', 'cap_growth(cities)'): 0.155}
    """
    tables: dict[str, pd.DataFrame] = {}
    refused: dict[str, tuple[Fault, ...]] = {}
    silent: list[tuple[str, str, str]] = []
    for name, weigh in BASELINES.items():
        if name == "equal_within_domains" and domains is None:
            continue
        rows, faults = {}, list[Fault]()
        for g, own in weighting.indicators_of.items():
            try:
                rows[g] = weigh(weighting.scores.loc[list(weighting.units_of[g]), list(own)], domains or {})
            except BaselineError as none:
                faults += [Fault(Message("baselines.in_group", {"group": g, "said": f.message})) for f in none.faults]
        if faults:
            refused[name] = tuple(faults)
            continue
        table = pd.DataFrame(rows).T.reindex(columns=list(weighting.scores.columns))
        tables[name] = table.fillna(0.0).rename_axis(index="group", columns="indicator")
        silent += [(name, g, str(k)) for g, row in rows.items() for k, w in row.items() if w < NOTHING]
    return Baselines(tables, refused, tuple(silent))


def said(language: Language | None = None) -> pd.DataFrame:
    """Index baseline; ``name``, ``assumes`` and ``misleads``, a sentence each.

    >>> print(said("en").at["entropy", "misleads"])
    it depends on where 0 is: add 1 to every score and the weights change
    """
    spoken = language or default_language()
    parts = {"name": "", "assumes": "_assumes", "misleads": "_misleads"}
    rows = {b: {part: say(f"baselines.{b}{end}", spoken) for part, end in parts.items()} for b in BASELINES}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("baseline")


def _values(scores: pd.DataFrame, method: str, fewest: int) -> Array:
    faults = list(_faults(scores, method, fewest))
    if faults:
        raise BaselineError(faults)
    return scores.to_numpy(float)


def _faults(scores: pd.DataFrame, method: str, fewest: int) -> Iterator[Fault]:
    units, indicators = scores.shape
    said_of = {"method": Message(method)}
    if units < fewest:
        yield fault("baselines.few_units", **said_of, count=units, fewest=fewest)
    if indicators < 2:
        yield fault("baselines.few_indicators", **said_of, count=indicators)
    for u, row in scores.to_dict("index").items():
        wrong = {k: x for k, x in row.items() if not is_number(x)}
        yield from (fault("baselines.not_a_number", unit=u, indicator=k, found=x) for k, x in wrong.items())


def _different(scores: pd.DataFrame, method: str) -> Array:
    """The scores, where every indicator tells units apart."""
    x = _values(scores, method, 3)
    if faults := [fault("baselines.constant", indicator=k) for k, same in _columns(scores, _alike(x)) if same]:
        raise BaselineError(faults)
    return x


def _alike(x: Array) -> Array:
    return np.asarray(x.std(axis=0) < ALIKE * np.maximum(1.0, np.abs(x).max(axis=0)), float)


def _columns(scores: pd.DataFrame, values: Array) -> list[tuple[str, float]]:
    return list(zip(map(str, scores.columns), values.tolist(), strict=True))


def _shares(scores: pd.DataFrame, raw: Array, method: str = "") -> pd.Series[float]:
    total = raw.sum()
    if not total > NOTHING:
        raise BaselineError(fault("baselines.nothing_to_weigh", method=Message(method)))
    return pd.Series(raw / total, index=list(map(str, scores.columns)), name="weight").rename_axis("indicator")
