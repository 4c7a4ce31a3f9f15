"""What a declared number costs."""

import numpy as np
import pandas as pd
import pytest
from questions import four_groups, golden, random_question

from govperf_sim.errors import WeightingError
from govperf_sim.weights.curves import comparability_curve, kappa_curve
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import MinimaxRegret
from govperf_sim.weights.rules import Comparability, EachShare, Share
from govperf_sim.weights.weighting import Weighting


def zones(delta):
    """The zones of another program, over a common core."""
    case = golden("weights_zones_21x12")
    codes, names = [f"k{j}" for j in range(12)], [f"z{z}" for z in range(4)]
    units = [f"u{i}" for i in range(21)]
    rules = [EachShare("each", of=codes, at_least=0.02, at_most=0.2)]
    for n in range(3):
        row = case["zone_polytopes"][0]["A_ub"][n]
        limits = {z: abs(zone["b_ub"][n]) for z, zone in zip(names, case["zone_polytopes"], strict=True)}
        of = [k for k, a in zip(codes, row, strict=True) if a]
        rules.append(Share(f"set{n}", of=of, **{"at_most" if sum(row) > 0 else "at_least": limits}))
    rules.append(Comparability("ruler", of=[codes[k] for k in case["core"]], at_most=delta))
    q = Weighting(
        scores=pd.DataFrame(case["scores"], columns=codes, index=units),
        groups=pd.Series([names[z] for z in case["zones"]], index=units),
        rules=rules,
    )
    return q, case


def test_the_price_of_comparability_agrees_with_another_program():
    q, case = zones(0.0)
    expected = {float(d): t for d, t in case["minimax_normalised_regret_by_delta"].items()}
    found = comparability_curve(q, "ruler", list(expected))["worst_regret"]
    assert found.to_dict() == pytest.approx(expected, abs=case["tolerance"])
    assert (np.diff(found) <= 1e-9).all()


@pytest.mark.parametrize("delta", [0.0, 0.02])
def test_the_curve_is_what_a_derivation_finds(delta):
    q, case = zones(delta)
    expected = case["minimax_normalised_regret_by_delta"]["0" if delta == 0 else str(delta)]
    assert derive_weights(q, MinimaxRegret()).value == pytest.approx(expected, abs=case["tolerance"])


def test_what_leaves_no_weights_costs_infinity():
    """The first group must give gdp 0.1 more than the second may."""
    codes = ["a", "b"]
    q = Weighting(
        scores=pd.DataFrame([[1.0, 0.0], [0.0, 1.0]], index=["u", "v"], columns=codes),
        groups=pd.Series({"u": "g", "v": "h"}),
        rules=[
            Share("low", of=["a"], at_least={"g": 0.5}),
            Share("high", of=["a"], at_most={"h": 0.4}),
            Comparability("ruler", of=["a"], at_most=0.2),
        ],
    )
    found = comparability_curve(q, "ruler", [0.0, 0.1])["worst_regret"]
    assert found[0.0] == np.inf
    assert np.isfinite(found[0.1])


def test_only_a_ruler_has_such_a_curve():
    with pytest.raises(WeightingError, match="share0"):
        comparability_curve(random_question(0), "share0")


def test_the_guards_curve_falls_in_moves_and_rises_in_regret():
    q, case = four_groups()
    found = kappa_curve(q, [0.0, 0.5, 1.0])
    moved = found["by_guard"].groupby(level="kappa").mean()
    assert moved.to_list() == pytest.approx(
        [c["S4_L1"] for c in case["expected"]["kappa_curve"] if c["kappa"] in (0.0, 0.5, 1.0)], abs=1e-7
    )
    for _, of in found.groupby(level="group"):
        assert (np.diff(of["cap"]) >= -1e-9).all()
        assert (of["worst_regret"] <= of["cap"] + 1e-9).all()
