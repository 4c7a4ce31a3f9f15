"""Every kind of rule, goal and benchmark and every program about preferences, on paper.

``python tests/golden/test_lp.py`` writes the files anew; read the difference before committing it.
"""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import govperf_sim as gp
from govperf_sim.weights import goals, rules
from govperf_sim.weights.doubt import forms
from govperf_sim.weights.doubt.program import benchmark_model
from govperf_sim.weights.formulation import lp_text
from govperf_sim.weights.preferences import best_worst, pairwise, ranking, stakeholders
from govperf_sim.weights.weighting import Weighting

LAST = {"core_urban": {"G1": 0.3, "L1": 0.6}, "county": {"G1": 0.2, "G2": 0.2, "L1": 0.3}}
HERE = Path(__file__).parent / "lp"
RULES = {
    "share": rules.Share("cap_growth", of=["G1", "G2"], at_least=0.05, at_most={"core_urban": 0.08, "county": 0.10}),
    "each_share": rules.EachShare("each", of=["L1", "L2"], at_least=0.01, at_most={"county": 0.4}),
    "order": rules.Order("livelihood_first", more="L1", less="G1", gap=0.02),
    "ratio": rules.Ratio("income_to_growth", of="L1", to="G1", at_least=2.0, at_most=4.0),
    "set_ratio": rules.SetRatio("care_over_growth", of=["L1", "L2"], to=["G1", "G2"], at_least={"county": 1.5}),
    "comparability": rules.Comparability("ruler", of=["G1", "L1", "L2"], at_most={"core_urban": 0.0, "county": 0.01}),
    "common_total": rules.CommonTotal("core_total", of=["G1", "G2"], at_most=0.02),
    "class_distance": rules.ClassDistance("alike", of=["G1", "L1", "L2"], at_most=0.1),
    "parity": rules.Parity("fair", at_most=0.05),
    "stability": rules.Stability("calm", last=LAST, at_most={"core_urban": 0.05, "county": 0.03}),
    "total_movement": rules.TotalMovement("calm_in_all", last=LAST, at_most=0.1),
    "own_share": rules.OwnShare("own_growth", of=["G1", "G2"], at_most={"county": 0.6}),
    "each_own_share": rules.EachOwnShare("own_each", of=["L1"], at_least=0.05, at_most=0.5),
}
GOALS = {
    "regret_guard": goals.RegretGuard(),
    "closest_to_reference": goals.ClosestToReference(),
    "minimax_regret": goals.MinimaxRegret(),
    "group_balanced": goals.GroupBalanced(regret=goals.Regret.RAW),
    "sum_of_regrets": goals.SumOfRegrets(),
    "worst_tail": goals.WorstTail(0.5),
    "max_min_score": goals.MaxMinScore(),
}
ANSWERS = {
    "one": best_worst.BestWorst("L1", "G1", {"G1": 8, "L1": 1, "E1": 2}, {"G1": 1, "L1": 8, "E1": 5}),
    "two": best_worst.BestWorst("E1", "G1", {"G1": 5, "L1": 2, "E1": 1}, {"G1": 1, "L1": 3, "E1": 5}),
}
COMPARED = np.log([[1, 1 / 2, 3], [2, 1, 4], [1 / 3, 1 / 4, 1]])
KNOWN = pd.DataFrame({"G1": [0.9, 0.5, 0.25], "L1": [0.2, 0.75, 0.75]}, index=["liwan", "heshan", "other"])
PLACES = pd.Series({"heshan": 1, "other": 1, "liwan": 2})
OPINIONS = pd.DataFrame({"G1": [0.5, 0.2], "L1": [0.5, 0.8]}, index=["internal", "public"])
POWER = {"internal": 0.4, "public": 0.6}
PREFERENCES = {
    "best_worst": best_worst.model(ANSWERS),
    "pairwise_total": pairwise.total_model(["G1", "L1", "E1"], COMPARED),
    "pairwise_largest": pairwise.largest_model(["G1", "L1", "E1"], COMPARED),
    "ranking": ranking.model(KNOWN, PLACES, 0.05, {"G1": (0, 1), "L1": (0, 1)}),
    "ranking_with_posts": ranking.model(KNOWN, PLACES, 0.05, {"G1": (1, 0.5, 0), "L1": (0, 1)}),
    "stakeholders_median": stakeholders.median_model(OPINIONS, POWER),
    "stakeholders_minimax": stakeholders.minimax_model(OPINIONS, POWER),
}


FORMS = {
    "radial": ({}, forms.Radial()),
    "directional": ({"undesirable": ["G2"]}, forms.Directional()),
}


def question(*written):
    """Two groups; L2 does not apply to the core urban one."""
    codes, groups = ["G1", "G2", "L1", "L2"], ["core_urban", "county"]
    return Weighting(
        scores=pd.DataFrame(
            [[0.9, 0.5, 0.25, None], [0.5, 0.75, 0.5, 0.25], [0.25, 0.5, 1.0, 0.75]],
            index=["liwan", "heshan", "other"],
            columns=codes,
            dtype=float,
        ),
        groups=pd.Series({"liwan": "core_urban", "heshan": "county", "other": "county"}),
        applies=pd.DataFrame([[True, True, True, False], [True] * 4], index=groups, columns=codes),
        reference=pd.DataFrame([[0.3, 0.3, 0.4, 0.0], [0.25] * 4], index=groups, columns=codes),
        rules=written,
    )


@cache
def programs():
    """File name -> text."""
    found = {}
    for kind, rule in RULES.items():
        found[f"rule_{kind}.lp"] = lp_text(question(rule).model())
    for kind, goal in GOALS.items():
        q = question(RULES["share"])
        m = q.model()
        goal.write(m, q)
        found[f"goal_{kind}.lp"] = lp_text(m)
    found |= {f"preference_{kind}.lp": lp_text(m) for kind, m in PREFERENCES.items()}
    held = [RULES["each_share"], rules.EachOwnShare("own_each", of=["G1", "G2"], at_least=0.05),
            rules.OwnShare("own_l", of=["L1", "L2"], at_most=0.6)]  # fmt: skip
    for kind, (more, form) in FORMS.items():
        county = gp.benchmark_scores(question(), rules=held, form=form, **more).pools[1]
        found[f"benchmark_{kind}.lp"] = lp_text(benchmark_model(county, "heshan"))
    return found


@pytest.mark.parametrize("name", programs())
def test_the_program_is_the_one_on_paper(name):
    assert programs()[name] == (HERE / name).read_text("utf-8")


def test_no_kind_is_missing_and_none_too_many():
    kinds = {f"rule_{kind}.lp" for kind in rules.KINDS} | {f"goal_{kind}.lp" for kind in goals.KINDS}
    kinds |= {f"preference_{kind}.lp" for kind in PREFERENCES}
    kinds |= {f"benchmark_{kind}.lp" for kind in forms.FORMS}
    assert set(programs()) == kinds == {path.name for path in HERE.iterdir()}


if __name__ == "__main__":
    for name, text in programs().items():
        (HERE / name).write_text(text, "utf-8")
