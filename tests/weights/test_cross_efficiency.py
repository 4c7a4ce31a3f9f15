"""Cross-efficiency against other programs and published values: intervals and means, never one solver's choice."""

import pytest
from doubts import CASES, of_textbook, question
from questions import golden

import govperf_sim as gp
from govperf_sim.errors import WeightingError
from govperf_sim.weights.doubt.cross_efficiency import cross_efficiency
from govperf_sim.weights.doubt.forms import Directional
from govperf_sim.weights.rules import EachOwnShare


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_intervals_and_means_of_another_program(case):
    found, computed, within = cross_efficiency(of_textbook(case)[0]), case["computed"], case["tolerance"]
    assert found["at_least"].to_list() == pytest.approx(computed["cross_eff_lower_bound"], abs=within["bounds"])
    assert found["at_most"].to_list() == pytest.approx(computed["cross_eff_upper_bound"], abs=within["bounds"])
    for mean in ("benevolent", "aggressive"):
        assert found[mean].to_list() == pytest.approx(computed[mean], abs=within[mean])
        if published := case.get("published", {}).get(mean):
            assert found[mean].to_list() == pytest.approx(published, abs=within["published"])


def test_what_others_call_the_arbitrary_one_lies_in_the_interval():
    case = CASES["liang5"]
    found = cross_efficiency(of_textbook(case)[0])
    for arbitrary in (case["published"]["arbitrary"], case["computed"]["highs_arbitrary"]):
        assert all(found["at_least"] - 5e-4 <= arbitrary)
        assert all(arbitrary <= found["at_most"] + 5e-4)


def test_own_shares_narrow_the_interval():
    scores = golden("doubt_small_6x4_order_group")["scores"]
    rule = EachOwnShare("each", of=["k0", "k1", "k2", "k3"], at_least=0.05, at_most=0.5)
    held, free = (cross_efficiency(gp.benchmark_scores(question(scores), rules=rules)) for rules in ([rule], []))
    width = held["at_most"] - held["at_least"], free["at_most"] - free["at_least"]
    assert width[0].mean() < width[1].mean()
    for found in (held, free):
        for mean in ("benevolent", "aggressive"):
            assert (found["at_least"] <= found[mean] + 1e-9).all()
            assert (found[mean] <= found["at_most"] + 1e-9).all()
        assert found["benevolent"].mean() >= found["aggressive"].mean()


def test_another_form_is_refused():
    with pytest.raises(WeightingError) as refused:
        cross_efficiency(gp.benchmark_scores(question([[0.5, 0.4], [0.3, 0.6]]), form=Directional()))
    assert "Directional" in refused.value.text("en")


def test_a_unit_with_none_of_what_is_undesirable_is_named():
    scores = [[0.5, 0.4, 0.0], [0.3, 0.6, 0.5]]
    with pytest.raises(WeightingError) as refused:
        cross_efficiency(gp.benchmark_scores(question(scores), undesirable=["k1", "k2"]))
    assert "“u0”" in refused.value.text("en")
