"""Main effects: of functions whose effects can be read off."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from tried import tried

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.design.distributions import Normal, Uniform
from govperf_sim.experiments.design.plans import Factorial, LatinHypercube, OneAtATime, SobolPoints
from govperf_sim.experiments.findings.effects import main_effects
from govperf_sim.experiments.findings.samples import Samples
from govperf_sim.experiments.store.shelf import Memory

A, B, C = {0: 0.3, 1: 1.7, 2: -4.1}, {"x": 2.5, "y": 1e3}, {False: 0.25, True: 1.0 / 3.0}
LEVERS = {"a": A, "b": B}


def additive(v, luck):
    return {"y": A[v["a"]] + B[v["b"]] + C[v["c"]] + 100.0 * luck.normal()}


def by_value(table, factor):
    own = table.loc[[factor]]
    return dict(zip(own["value"], own["effect"], strict=True))


def test_an_additive_function_gives_its_coefficients():
    found = tried(
        additive, levers=LEVERS, uncertainties={"c": tuple(C)}, plans={"uncertainties": Factorial()}
    ).main_effects("y")
    for factor, told in (("a", A), ("b", B)):
        first = next(iter(told))
        assert by_value(found.levers, factor) == pytest.approx({v: x - told[first] for v, x in told.items()}, abs=1e-10)
    assert by_value(found.uncertainties, "c") == pytest.approx({False: 0.0, True: 1 / 12}, abs=1e-10)
    # What luck adds it adds everywhere.
    assert (found.levers["high"] - found.levers["low"]).max() < 1e-10
    assert np.abs(found.interactions[["effect", "low", "high"]].to_numpy()).max() < 1e-10
    assert found.levers.loc["a", "points"].tolist() == [2, 2, 2]


def test_without_luck_to_the_last_but_three_digits():
    found = tried(lambda v, luck: {"y": 3.0 * v["a"] - 0.7 * v["b"]}, levers={"a": (0, 1, 2), "b": (5, 9)})
    effects = found.main_effects("y").levers["effect"]
    assert effects.to_numpy() == pytest.approx([0.0, 3.0, 6.0, 0.0, -2.8], abs=1e-12)


def test_the_interval_is_that_of_paired_differences_over_luck():
    def restless(v, luck):
        return {"y": luck.normal() + v["a"] * luck.normal() + v["b"]}

    found = tried(restless, levers={"a": (0, 1), "b": (0, 5)}, replications=9).main_effects("y")
    draws = [np.random.default_rng([1, r]) for r in range(9)]
    differences = [(d.normal(), d.normal())[1] for d in draws]
    exact = stats.ttest_1samp(differences, 0.0).confidence_interval(0.95)
    assert found.levers.loc["a"].iloc[1][["low", "high"]].tolist() == pytest.approx(list(exact), abs=1e-12)


def test_an_interaction_is_by_how_much_one_effect_differs_between_values_of_the_other():
    values = {"a": (0, 1, 2), "b": (0, 10), "c": (0, 1)}
    found = tried(lambda v, luck: {"y": v["a"] + v["a"] * v["b"] + v["c"]}, levers=values).main_effects("y")
    told = {
        (f, row["value"], row["other"], row["other_value"]): row["effect"] for f, row in found.interactions.iterrows()
    }
    assert told.pop(("a", 1, "b", 10)) == pytest.approx(10, abs=1e-12)
    assert told.pop(("a", 2, "b", 10)) == pytest.approx(20, abs=1e-12)
    assert list(told.values()) == pytest.approx([0.0] * len(told), abs=1e-12)
    assert len(told) == 3  # (a at 1 or 2, b at 10) with c at 1
    assert by_value(found.levers, "a") == pytest.approx({0: 0, 1: 6, 2: 12}, abs=1e-12)


def test_one_at_a_time_is_against_everything_as_it_is():
    found = tried(
        lambda v, luck: {"y": v["a"] * v["b"] * v["u"]},
        levers={"a": (1, 2, 4), "b": (3, 5)},
        uncertainties={"u": Uniform(0.0, 1.0)},
        plans={"levers": OneAtATime(), "uncertainties": OneAtATime()},
        now={"a": 2, "b": 3},
    ).main_effects("y")
    worlds = np.mean([0.5, 0.05, 0.95])
    assert by_value(found.levers, "a") == pytest.approx({2: 0.0, 1: -3 * worlds, 4: 6 * worlds})
    assert by_value(found.levers, "b") == pytest.approx({3: 0.0, 5: 4 * worlds})
    assert found.levers.loc["a", "against"].tolist() == [2, 2, 2]
    policies = np.mean([6, 3, 12, 10])
    assert by_value(found.uncertainties, "u") == pytest.approx({0.5: 0, 0.05: -0.45 * policies, 0.95: 0.45 * policies})
    assert found.interactions.empty


def test_what_no_lever_lists_is_no_part_of_a_mean():
    found = tried(lambda v, luck: {"y": v["a"] * v["b"]}, levers={"a": (1, 2), "b": (1, 3)}, now={"a": 50, "b": 1})
    table = found.main_effects("y").levers
    assert len(found.policies) == 5
    assert table["mean"].tolist() == [2.0, 4.0, 1.5, 4.5]
    assert table["points"].tolist() == [2, 2, 2, 2]


def test_numbers_that_vary_are_told_by_fifths_and_by_their_slopes():
    def linear(v, luck):
        return {"y": 3.0 * v["u"] - 2.0 * v["w"] + {"x": 0.0, "z": 7.0}[v["c"]] + luck.normal()}

    spreads = {"u": Uniform(10.0, 20.0), "w": Normal(0.0, 1.0), "c": ("x", "z")}
    played = tried(linear, uncertainties=spreads, plans={"uncertainties": LatinHypercube(40)}, replications=4)
    found, worlds = played.main_effects("y"), played.worlds
    assert found.slopes["slope"].tolist() == pytest.approx([3.0, -2.0], abs=1e-11)
    assert found.slopes.loc["u", "across"] == pytest.approx(27.0)
    told = found.uncertainties.loc["u"]
    assert told["points"].tolist() == [8] * 5
    y = 3.0 * worlds["u"] - 2.0 * worlds["w"] + worlds["c"].map({"x": 0.0, "z": 7.0})
    fifths = y.groupby(pd.cut(worlds["u"], [10, 12, 14, 16, 18, 20]), observed=True).mean()
    assert told["effect"].to_numpy() == pytest.approx((fifths - fifths.iloc[0]).to_numpy())
    assert [i.left for i in told["value"]] == pytest.approx([10, 12, 14, 16, 18])
    assert [i.right for i in told["value"]] == pytest.approx([12, 14, 16, 18, 20])


def test_the_slope_of_a_ratio_weighs_worlds_by_their_wholes():
    def rare(v, luck):
        whole = 1.0 + luck.poisson(5.0 + 5.0 * v["u"])
        return {"y": (whole * (0.2 + 0.3 * v["u"]), whole)}

    spreads = {"u": Uniform(0.0, 1.0), "w": Uniform(0.0, 1.0)}
    found = tried(rare, uncertainties=spreads, plans={"uncertainties": SobolPoints(16)}, replications=6).main_effects(
        "y"
    )
    assert found.slopes["slope"].tolist() == pytest.approx([0.3, 0.0], abs=1e-12)
    assert found.slopes["high"].tolist() == pytest.approx([0.3, 0.0], abs=1e-10)


def test_the_effect_on_a_ratio_is_of_sums_over_sums():
    def rare(v, luck):
        whole = luck.poisson(2.0)
        return {"y": (float(luck.binomial(whole, v["a"])), float(whole))}

    found = tried(rare, levers={"a": (0.2, 0.7)}, replications=40).main_effects("y").levers
    sums = np.zeros((2, 2))
    for r in range(40):
        for row, share in enumerate((0.2, 0.7)):
            luck = np.random.default_rng([1, r])
            whole = luck.poisson(2.0)
            sums[row] += luck.binomial(whole, share), whole
    ratios = sums[:, 0] / sums[:, 1]
    assert found["mean"].tolist() == pytest.approx(ratios)
    assert found["effect"].iloc[1] == pytest.approx(ratios[1] - ratios[0])
    assert found["low"].iloc[1] < 0.5 < found["high"].iloc[1]


def test_too_few_worlds_for_slopes_give_none():
    spreads = {code: Uniform(0.0, 1.0) for code in "uvw"}
    played = tried(lambda v, luck: {"y": v["u"]}, uncertainties=spreads, plans={"uncertainties": LatinHypercube(3)})
    assert played.main_effects("y").slopes.empty


def refuses(v, luck):
    return None if v["u"] > 0.5 and v["a"] == 1 else {"y": v["u"]}


def test_worlds_that_some_policy_cannot_meet_are_left_out_and_told():
    asked = {"uncertainties": {"u": (0.0, 0.2, 0.8)}, "plans": {"uncertainties": Factorial()}}
    found = tried(refuses, levers={"a": (0, 1)}, **asked).main_effects("y")
    assert found.worlds == 2
    assert found.levers["mean"].tolist() == pytest.approx([0.1, 0.1])
    assert found.uncertainties["value"].tolist() == [0.0, 0.2]
    assert "1 more world(s) are left out" in found.text("en")
    assert "另有 1 个情形" in found.text("zh")
    asked["uncertainties"] = {"u": (0.7, 0.8)}
    with pytest.raises(ExperimentError, match="no world in which every policy"):
        tried(refuses, levers={"a": (0, 1)}, **asked).main_effects("y")


def test_a_single_replication_has_no_interval(monkeypatch):
    found = tried(additive, levers={"a": (0, 1)}, now={"b": "x", "c": True}, replications=1).main_effects("y")
    assert found.levers["effect"].tolist() == pytest.approx([0.0, 1.4])
    assert found.levers[["low", "high"]].isna().all(axis=None)
    monkeypatch.setenv("GOVPERF_LANG", "zh")
    assert "影响" in found._repr_html_()
    assert "nan" not in found._repr_html_()


def test_it_says_how_points_were_chosen_in_both_languages():
    spread = {"uncertainties": {"u": Normal(0.0, 1.0)}, "plans": {"uncertainties": LatinHypercube(5)}}
    found = tried(lambda v, luck: {"y": v["u"]}, levers={"a": (None, 1)}, **spread).main_effects("y")
    assert "Every value of every lever met every other" in found.text("en")
    assert "大致均衡" in found.text("zh")
    assert "without" in found._repr_html_()
    assert "at most -0.8416" in found._repr_html_()


def test_unknown_outcomes_and_groups_are_refused_by_name():
    found = tried(additive, levers={"a": (0, 1)}, now={"b": "x", "c": True})
    with pytest.raises(ExperimentError, match="z") as raised:
        found.main_effects("z", "nobody")
    assert len(raised.value.faults) == 2


def test_a_world_that_is_not_played_to_its_end_is_left_out():
    """A store that was broken off: one policy of the last world lacks a block of replications."""
    asked = {"uncertainties": {"u": (0.0, 0.2, 0.8)}, "plans": {"uncertainties": Factorial()}, "replications": 40}
    whole = tried(lambda v, luck: {"y": v["u"] + v["a"]}, levers={"a": (0, 1)}, **asked).samples
    m = whole.manifest
    missing = m.cell(1, 2, range(32, 40)).key
    cut = Memory({key: result for key, result in whole.shelf.results.items() if key != missing})
    found = main_effects(Samples(m, cut), "y")
    assert found.worlds == 2
    assert found.levers["mean"].tolist() == pytest.approx([0.1, 1.1])
