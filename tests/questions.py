"""Small made-up weightings for tests."""

import json
from pathlib import Path

import numpy as np
import pandas as pd

from govperf_sim.sources import Source
from govperf_sim.weights.rules import EachShare, Order, Ratio, SetRatio, Share
from govperf_sim.weights.weighting import Weighting

OTHERS = Path(__file__).parent / "golden" / "others"
GROWTH = Source(status="assumption", cite="illustrative: growth must not dominate", clause="V-1d", place="rules.yaml:6")


def golden(name):
    """Numbers of another program."""
    return json.loads((OTHERS / f"{name}.json").read_text("utf-8"))


def plain(**changed):
    """Three units in two groups, three indicators; ``edu`` does not apply to counties; no rule."""
    scores = pd.DataFrame(
        {"gdp": [0.9, 0.4, 0.5], "air": [0.2, 0.8, 0.6], "edu": [0.3, 0.3, np.nan]}, index=["a", "b", "c"]
    )
    applies = pd.DataFrame(
        {"gdp": [True, True], "air": [True, True], "edu": [True, False]}, index=["cities", "counties"]
    )
    given = {
        "scores": scores,
        "groups": pd.Series({"a": "cities", "b": "cities", "c": "counties"}),
        "applies": applies,
        "reference": pd.DataFrame(
            {"gdp": [0.4, 0.5], "air": [0.2, 0.5], "edu": [0.4, 0.0]}, index=["cities", "counties"]
        ),
    }
    return Weighting(**{**given, **changed})


def one_group(reference, rules, scores=None):
    """One group whose indicators and reference are those of the mapping."""
    if scores is None:
        scores = pd.DataFrame({k: [0.5, 0.4] for k in reference}, index=["u", "v"])
    return Weighting(
        scores=scores,
        groups=pd.Series("g", index=scores.index),
        rules=rules,
        reference=pd.Series(reference),
    )


def random_question(seed, groups=3, units=14, indicators=13):
    """Rules of every kind around weights that obey them, so that the question has an answer; nothing degenerate."""
    rng = np.random.default_rng(seed)
    codes = [f"k{j}" for j in range(indicators)]
    names = [f"g{j}" for j in range(groups)]
    applies = pd.DataFrame(rng.random((groups, indicators)) < 0.8, index=names, columns=codes)
    applies.iloc[:, :3] = True
    applies.iloc[0] |= ~applies.any()
    members = [names[i % groups] for i in range(units)]
    scores = pd.DataFrame(rng.random((units, indicators)), index=[f"u{i}" for i in range(units)], columns=codes)
    obeys, reference = (
        applies.mul(rng.dirichlet(np.full(indicators, 2.0), groups)).pipe(lambda t: t.div(t.sum(axis=1), axis=0))
        for _ in range(2)
    )

    def total(of):
        return obeys[list(of)].sum(axis=1)

    rules = []
    for n in range(4):
        of = [str(k) for k in rng.choice(codes, 4, replace=False)]
        held = total(of)[applies[of].any(axis=1)]
        rules.append(
            Share(f"share{n}", of=of, at_least=(held * 0.8).to_dict(), at_most=(held * 1.1).clip(upper=1).to_dict())
        )
    least, most = (float(getattr(obeys.where(applies).stack(), end)()) for end in ("min", "max"))
    rules.append(EachShare("each", of=codes, at_least=least * 0.9, at_most=min(max(0.6, most * 1.1), 1.0)))
    for n in range(4):
        a, b = (str(k) for k in rng.choice(codes, 2, replace=False))
        both = applies.index[applies[a] & applies[b]]
        if not len(both):
            continue
        gap = (obeys.loc[both, a] - obeys.loc[both, b]).min()
        if gap > 0:
            rules.append(Order(f"order{n}", more=a, less=b, gap=float(gap) * 0.9))
        ratio = obeys.loc[both, a] / obeys.loc[both, b]
        rules.append(Ratio(f"ratio{n}", of=a, to=b, at_least=(ratio * 0.7).to_dict(), at_most=(ratio * 1.2).to_dict()))
    of, to = codes[:3], codes[3:6]
    both = applies.index[applies[to].any(axis=1)]
    if len(both):
        most = float((total(of)[both] / total(to)[both]).min())
        rules.append(SetRatio("sets", of=of, to=to, at_least=most * 0.95))
    return Weighting(
        scores=scores, groups=pd.Series(members, index=scores.index), rules=rules, reference=reference, applies=applies
    )


def shuffled(q, seed):
    """The same question with units, indicators, groups and rules in another order."""
    rng = np.random.default_rng(seed)
    units, codes, groups = (list(rng.permutation(list(axis))) for axis in (q.scores.index, *reversed(q.applies.axes)))
    return Weighting(
        scores=q.scores.loc[units, codes],
        groups=q.groups.loc[list(rng.permutation(units))],
        rules=[q.rules[i] for i in rng.permutation(len(q.rules))],
        reference=q.reference.loc[list(rng.permutation(groups)), codes],
        applies=q.applies.loc[groups, list(rng.permutation(codes))],
    )
