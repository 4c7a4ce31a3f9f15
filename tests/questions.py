"""Small made-up weightings for tests."""

import json
from pathlib import Path

import numpy as np
import pandas as pd

from govperf_sim.sources import Source
from govperf_sim.weights.rules import CommonTotal, Comparability, EachShare, Order, Ratio, SetRatio, Share, Stability
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


def four_groups():
    """The four groups of another program, coupled and held near last year, as a question; and its numbers."""
    case = golden("weights_groups_small")
    groups, codes = case["groups"], list(dict.fromkeys(k for g in case["groups"] for k in g["indicators"]))
    names = [g["name"] for g in groups]
    rows = {f"{g['name']}{i}": (g, x) for g in groups for i, x in enumerate(g["scores"])}
    rules = [EachShare("each", of=codes, at_least=0.03, at_most=0.22)]
    for g in groups:
        for n, row in enumerate(row for row in g["rows"] if row["hi"] is not None):
            of = [k for k, a in zip(g["indicators"], row["coef"], strict=True) if a]
            rules.append(Share(f"{g['name']}{n}", of=of, at_least=row["lo"], at_most=row["hi"], groups=[g["name"]]))
    rules += [Order(f"order_{c}", more=f"{c}0", less=f"{c}1") for c in "co"]
    core = case["coupling"][0]["indicators"]
    last = {
        g["name"]: dict(zip(g["indicators"], p, strict=True))
        for g, p in zip(groups, case["stability"]["last"], strict=True)
    }
    rules += [
        Comparability("ruler", of=core, at_most=case["coupling"][0]["delta"]),
        CommonTotal("core_total", of=core),
        Stability("calm", last=last, at_most=case["stability"]["eta"]),
    ]
    q = Weighting(
        scores=pd.DataFrame({u: dict(zip(g["indicators"], x, strict=True)) for u, (g, x) in rows.items()}).T[codes],
        groups=pd.Series({u: g["name"] for u, (g, _) in rows.items()}),
        rules=rules,
        reference=pd.DataFrame(
            [dict(zip(g["indicators"], g["reference_p0"], strict=True)) for g in groups], index=names
        )[codes].fillna(0.0),
        applies=pd.DataFrame([[k in g["indicators"] for k in codes] for g in groups], index=names, columns=codes),
        systems=pd.Series({g["name"]: g["system"] for g in groups}),
    )
    return q, case


def of_other_program(name):
    """A golden case as a question; a bound of a polytope becomes a rule."""
    case = golden(name)
    polytope, scores = case["input"]["polytope"], pd.DataFrame(case["input"]["scores"])
    codes = [f"k{j}" for j in range(polytope["m"])]
    scores = scores.set_axis(codes, axis=1).set_axis([f"u{i}" for i in range(len(scores))])
    rules = [EachShare("each", of=codes, at_least=polytope["lb"][0], at_most=polytope["ub"][0])]
    if name.endswith("order_group"):
        rules += [
            Order("order", more="k0", less="k1"),
            Share("cap", of=["k2", "k3"], at_most=0.5),
            Share("floor", of=["k0", "k1"], at_least=0.35),
        ]
    return one_group(dict(zip(codes, case["input"]["prior"], strict=True)), rules, scores), case
