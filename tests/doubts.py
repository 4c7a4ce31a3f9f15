"""Small panels for benefit of the doubt, and the textbook cases of another program."""

import numpy as np
import pandas as pd
from questions import golden

import govperf_sim as gp

CASES = {case["id"]: case for case in golden("dea_cross_efficiency")["cases"]}


def question(scores, *rules):
    """One group; units u0, u1, ..., indicators k0, k1, ... ."""
    table = pd.DataFrame(np.asarray(scores, float))
    table = table.set_axis([f"u{i}" for i in table.index]).set_axis([f"k{j}" for j in table.columns], axis=1)
    return gp.Weighting(scores=table, groups=pd.Series("g", index=table.index), rules=rules)


def panel(units, indicators, seed=0):
    """Units of different strength, with strong and weak sides."""
    rng = np.random.default_rng(seed)
    return np.clip(rng.normal(0.55, 0.15, (units, 1)) + rng.normal(0, 0.15, (units, indicators)), 0.02, 1.0)


def of_textbook(case):
    """Inputs as undesirable indicators; columns divided by their largest value, which changes no efficiency."""
    x, y = (np.array(case["input"][side]) for side in "XY")
    raw = np.hstack([x, y])
    q = question(raw / raw.max(axis=0))
    return gp.benchmark_scores(q, undesirable=list(q.scores.columns[: x.shape[1]])), raw
