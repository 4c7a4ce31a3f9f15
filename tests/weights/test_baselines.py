"""Baselines, against other programs and by hand."""

import numpy as np
import pandas as pd
import pytest
from questions import golden, plain

from govperf_sim.errors import BaselineError
from govperf_sim.weights.baselines import (
    BASELINES,
    baselines,
    critic,
    entropy,
    equal,
    equal_within_domains,
    first_component,
    said,
    standard_deviation,
)
from govperf_sim.weights.compare import compare_schemes

CASES = golden("baselines")["cases"]
DATA_DRIVEN = {"entropy": entropy, "critic": critic, "standard_deviation": standard_deviation, "pc": first_component}


def table(rows):
    frame = pd.DataFrame(rows, dtype=float)
    return frame.set_axis([f"k{j}" for j in frame.columns], axis=1).set_axis([f"u{i}" for i in frame.index])


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_weights_are_those_of_other_programs(case):
    scores = table(case["input"]["matrix"]) * case["input"].get("types", 1)
    found = {"critic": critic, "entropy": entropy}[case["method"]](scores)
    assert found.to_list() == pytest.approx(case["computed"]["weights"], abs=case["tolerance"])


def test_component_weights_are_the_squared_loadings_of_a_singular_value_decomposition():
    rng = np.random.default_rng(3)
    scores = table(rng.normal(size=(12, 1)) + 0.4 * rng.normal(size=(12, 4)))
    centred = (scores - scores.mean()) / scores.std()
    _, _, directions = np.linalg.svd(centred.to_numpy())
    assert first_component(scores).to_list() == pytest.approx((directions[0] ** 2).tolist())


def test_two_indicators_share_the_component_equally():
    assert first_component(table([[1, 2], [2, 3], [3, 9]])).to_list() == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize("name", DATA_DRIVEN)
def test_weights_follow_the_indicators_whatever_the_order_of_units_and_indicators(name):
    scores = table(np.random.default_rng(5).uniform(0.2, 1, size=(9, 1)) * [[1, 1, 1]] + _noise())
    one, other = DATA_DRIVEN[name](scores), DATA_DRIVEN[name](scores.iloc[::-1, ::-1])
    assert other[one.index].to_list() == pytest.approx(one.to_list())
    assert one.sum() == pytest.approx(1)
    assert (one >= 0).all()


def _noise():
    return np.random.default_rng(6).uniform(0, 0.3, size=(9, 3))


def test_what_misleads_is_true():
    """Each sentence about what misleads, as an example."""
    scores = table([[0.2, 0.9, 0.5], [0.6, 0.4, 0.5], [0.7, 0.7, 0.6], [0.1, 0.2, 0.4]])
    assert (entropy(scores + 1) - entropy(scores)).abs().max() > 0.01
    assert (critic(scores.iloc[:3]) - critic(scores)).abs().max() > 0.01
    met = scores.assign(k2=1.0)
    assert standard_deviation(met)["k2"] == 0
    assert entropy(met)["k2"] == 0
    split = scores.assign(k3=scores["k0"])
    assert equal(split)[["k0", "k3"]].sum() == pytest.approx(1.5 * equal(scores)["k0"])
    within = equal_within_domains(scores, {"k0": "a", "k1": "a", "k2": "b"})
    assert within["k2"] == 2 * within["k0"]
    assert first_component(split)[["k0", "k3"]].sum() > 1.5 * first_component(scores)["k0"]


def refused(weigh, *given):
    with pytest.raises(BaselineError) as raised:
        weigh(*given)
    assert raised.value.text("zh")
    assert raised.value.text("en")
    return [(f.message.key.split(".")[1], f.message.values.get("indicator")) for f in raised.value.faults]


def test_what_cannot_be_weighed_is_named():
    two, three = [[0.1, 0.5], [0.3, 0.2]], [[0.1, 0.5], [0.3, 0.2], [0.2, 0.9]]
    constant = [[0.1, 0.5, 1], [0.3, 0.5, 2], [0.2, 0.5, 1]]
    for weigh in (critic, first_component):
        assert refused(weigh, table(two)) == [("few_units", None)]
        assert refused(weigh, table(constant)) == [("constant", "k1")]
        assert refused(weigh, table([[0.1], [0.2], [0.3]])) == [("few_indicators", None)]
    for weigh in (entropy, standard_deviation):
        assert refused(weigh, table(two[:1])) == [("few_units", None)]
        assert refused(weigh, table([[0.5, 0.5], [0.5, 0.5]])) == [("nothing_to_weigh", None)]
    assert refused(entropy, table([[-0.1, 0.0], [0.2, 0.0]])) == [("negative", "k0"), ("all_zero", "k1")]
    assert refused(entropy, table([[np.nan, 0.1], [0.2, np.inf]])) == [("not_a_number", "k0"), ("not_a_number", "k1")]
    assert refused(critic, table([[0.1, 0.2], [0.2, 0.4], [0.4, 0.8]])) == [("nothing_to_weigh", None)]
    assert refused(first_component, table([[0, 5, 1], [1, 4, 2], [2, 3, 4], [3, 2, 5]])) == [("negative_loading", "k1")]
    assert refused(first_component, table([[0, 0], [0, 1], [1, 0], [1, 1]])) == [("no_first", None)]
    assert refused(equal_within_domains, table(three), {"k0": "a"}) == [("no_domain", "k1")]


def test_every_baseline_of_a_weighting_goes_into_a_comparison_or_says_why_not():
    question = plain()
    found = baselines(question, {"gdp": "growth", "air": "environment", "edu": "services"})
    assert set(found.tables) == {"equal", "equal_within_domains"}
    assert set(found.refused) == {"entropy", "critic", "standard_deviation", "first_component"}
    assert "counties" in found.refused["entropy"][0].text("en")
    assert found.tables["equal"].loc["counties"].to_dict() == {"gdp": 0.5, "air": 0.5, "edu": 0.0}
    assert found.silent == ()
    schemes = {"reference": question.reference, **found.tables}
    assert set(compare_schemes(question, schemes).distance.index) == {"reference", "equal", "equal_within_domains"}


def test_an_indicator_without_weight_is_listed():
    scores = pd.DataFrame({"gdp": [0.9, 0.4, 0.3], "air": [0.5, 0.5, 0.5], "edu": [0.3, 0.7, 0.1]}, index=list("abc"))
    question = plain(scores=scores, groups=pd.Series("all", index=list("abc")), applies=None, reference=None)
    found = baselines(question)
    assert found.silent == (("entropy", "all", "air"), ("standard_deviation", "all", "air"))
    assert [f.message.values["said"].key for f in found.refused["critic"]] == ["baselines.constant"]


def test_every_baseline_is_said_in_both_languages():
    assert set(said("zh").index) == set(said("en").index) == set(BASELINES)
    assert said("zh").at["critic", "name"] == "CRITIC 法"
