"""Rank acceptabilities, winning indices and central weights, against exact volumes."""

import numpy as np
import pandas as pd
import pytest
from questions import golden, one_group, plain, random_question

from govperf_sim.errors import InfeasibleRules, NotMixed, WeightingError
from govperf_sim.robustness import acceptability as module
from govperf_sim.robustness.acceptability import acceptability
from govperf_sim.robustness.limits import rank_limits
from govperf_sim.scenario.load import load_scenario
from govperf_sim.weights.compare import compare_schemes
from govperf_sim.weights.rules import Comparability, EachShare, Order, Ratio, Share
from govperf_sim.weights.weighting import Weighting

CASES = golden("robustness_acceptability")["cases"]
FAR = 4.5
"""Standard errors: about one in a hundred thousand estimates lies farther out."""


def question(case, rules):
    scores = np.array(case["input"]["scores"], dtype=float)
    units, codes = [f"u{i}" for i in range(len(scores))], [f"k{j}" for j in range(scores.shape[1])]
    table = pd.DataFrame(scores, units, codes)
    return Weighting(scores=table, groups=pd.Series("g", index=units), rules=rules)


def box(case):
    polytope = case["input"]["polytope"]
    codes = [f"k{j}" for j in range(polytope["m"])]
    return [EachShare("each", of=codes, at_least=polytope["lb"][0], at_most=polytope["ub"][0])]


TINY, SMALL, ROR = CASES["tiny_5x3"], CASES["small_6x4_order_group"], CASES["ror_smaa_vfranking"]
QUESTIONS = {
    "tiny": (TINY, question(TINY, box(TINY))),
    "small": (
        SMALL,
        question(
            SMALL,
            [
                *box(SMALL),
                Order("first", more="k0", less="k1"),
                Share("cap", of=["k2", "k3"], at_most=0.5),
                Share("floor", of=["k0", "k1"], at_least=0.35),
            ],
        ),
    ),
}


def close(found, error, exact):
    """Within the printed error; where no draw differed, the truth can be no more than a few draws away."""
    found, error, exact = (np.asarray(x, dtype=float) for x in (found, error, exact))
    assert (np.abs(found - exact) <= FAR * error + 1e-4).all()


@pytest.fixture(scope="module", params=list(QUESTIONS))
def exact_and_drawn(request):
    case, asked = QUESTIONS[request.param]
    return case, acceptability(asked)


def test_acceptabilities_are_exact_volumes_within_their_errors(exact_and_drawn):
    case, found = exact_and_drawn
    n = len(case["input"]["scores"])
    close(
        found.ranks["acceptability"], found.ranks["standard_error"], np.ravel(case["smaa_exact"]["rank_acceptability"])
    )
    pwi = np.array(case["smaa_exact"]["pwi"])[~np.eye(n, dtype=bool)]
    close(found.wins["ahead"], found.wins["standard_error"], pwi)


def test_central_weights_are_the_exact_centres(exact_and_drawn):
    case, found = exact_and_drawn
    exact = np.array(case["smaa_exact"]["central_weights_first"], dtype=float)
    assert np.array_equal(np.isnan(exact), found.central_weights.isna().to_numpy())
    firsts = np.maximum(found.units["first"].to_numpy() * found.draws, 1)
    allowed = FAR * found.weights["deviation"].max() / np.sqrt(firsts)
    assert (np.nan_to_num(np.abs(found.central_weights - exact)).max(axis=1) <= allowed).all()


def test_no_draw_leaves_the_exact_rank_interval_or_contradicts_a_settled_pair(exact_and_drawn):
    case, found = exact_and_drawn
    best, worst = np.array(case["rank_intervals"]).T
    assert (found.units["best_drawn"] >= best).all()
    assert (found.units["worst_drawn"] <= worst).all()
    settled = np.array(case["necessary"])
    assert (found.winning("group", "g").to_numpy(float)[settled] == 1).all()


def test_draws_are_well_mixed_and_say_so(exact_and_drawn):
    _, found = exact_and_drawn
    assert found.r_hat <= 1.01
    assert found.effective == found.draws == 100_000
    assert 0 < found.standard_error < 0.0025


def test_a_published_example_is_met():
    """vfranking: 8/15 by geometry; its own README, from 10,000 samples, prints 0.5356."""
    # 0.6 w0 >= 0.8 w1: the statement that the first alternative is preferred to the second.
    found = acceptability(question(ROR, [Ratio("stated", of="k0", to="k1", at_least=4 / 3)]))
    close(found.ranks["acceptability"], found.ranks["standard_error"], np.ravel(ROR["computed"]["rai"]))
    assert found.winning("group", "g").loc["u1", "u2"] == pytest.approx(8 / 15, abs=0.01)


def test_results_are_the_same_again_and_other_with_another_seed():
    _, asked = QUESTIONS["tiny"]
    first, again, other = (acceptability(asked, draws=8_000, seed=s) for s in (1, 1, 2))
    pd.testing.assert_frame_equal(first.ranks, again.ranks)
    assert not first.ranks.equals(other.ranks)


def test_more_draws_are_more_rounds():
    _, asked = QUESTIONS["tiny"]
    whole = acceptability(asked, draws=200_000)
    assert whole.draws == 200_000
    assert whole.standard_error < acceptability(asked).standard_error


def test_it_goes_on_until_the_error_asked_for():
    _, asked = QUESTIONS["tiny"]
    found = acceptability(asked, draws=4_000, standard_error=0.0012)
    assert found.draws > 100_000
    assert found.standard_error <= 0.0012


def test_units_that_score_alike_share_the_better_rank():
    scores = pd.DataFrame({"a": [0.5, 0.5, 0.9], "b": [0.2, 0.2, 0.1]}, index=["u", "twin", "v"])
    found = acceptability(one_group({"a": 0.5, "b": 0.5}, [], scores), draws=4_000)
    table = found.table("group", "g")
    pd.testing.assert_series_equal(table.loc["u"], table.loc["twin"], check_names=False)
    assert table.loc["u", 3] == 0
    assert found.winning("group", "g").loc["u", "twin"] == 0
    # u leads where 0.5 a + 0.2 (1 - a) > 0.9 a + 0.1 (1 - a), that is a < 1/5.
    close(table.loc["u", 1], found.ranks.loc[("group", "g", "u", 1), "standard_error"], 0.2)
    assert table.loc["v", 3] == pytest.approx(table.loc["u", 1])


def test_a_duplicate_indicator_leaves_the_ranks_of_the_simplex_projected():
    """Two copies of one indicator against a third: their sum is Beta(2, 1), so P(sum < t) = t^2."""
    scores = pd.DataFrame({"a": [0.5, 0.9], "copy": [0.5, 0.9], "b": [0.4, 0.2]}, index=["u", "v"])
    found = acceptability(one_group({"a": 0.3, "copy": 0.3, "b": 0.4}, [], scores))
    # u leads where 0.4 s < 0.2 (1 - s), that is s < 1/3.
    close(found.wins["ahead"].iloc[0], found.wins["standard_error"].iloc[0], 1 / 9)


def test_one_unit_is_always_first():
    found = acceptability(
        one_group({"a": 0.5, "b": 0.5}, [], pd.DataFrame({"a": [0.3], "b": [0.4]}, ["u"])), draws=4_000
    )
    assert found.table("group", "g").to_numpy().tolist() == [[1.0]]
    assert found.wins.empty
    assert found.standard_error == 0
    assert found.mean_weights.loc["g"].to_numpy() == pytest.approx([0.5, 0.5], abs=0.02)


def test_weights_that_cannot_move_are_a_point():
    rules = [Share("third", of=["a"], at_least=0.3, at_most=0.3)]
    found = acceptability(one_group({"a": 0.3, "b": 0.7}, rules), draws=4_000)
    assert list(found.sampling["method"]) == ["point"]
    assert found.mean_weights.loc["g"].to_dict() == pytest.approx({"a": 0.3, "b": 0.7})
    assert set(found.ranks["acceptability"]) <= {0.0, 1.0}
    assert found.r_hat == 1
    assert found.standard_error == 0


def test_rules_that_contradict_one_another_are_named():
    rules = [
        Order("first", more="a", less="b", gap=0.2),
        Share("a_cap", of=["a"], at_most=0.3),
        Share("b_floor", of=["b"], at_least=0.2),
    ]
    with pytest.raises(InfeasibleRules) as caught:
        acceptability(one_group({"a": 0.4, "b": 0.2, "c": 0.4}, rules))
    assert set(caught.value.conflict) == {"first", "a_cap", "b_floor"}


def test_a_system_is_ranked_on_its_core_and_groups_on_their_totals():
    q = plain(rules=[Comparability("ruler", of=["gdp", "air"]), Share("core", of=["gdp", "air"], at_least=0.5)])
    found = acceptability(q, draws=20_000)
    keys = {(level, pool) for level, pool, *_ in found.ranks.index}
    assert keys == {("group", "cities"), ("group", "counties"), ("system", "all")}
    # One ruler and a county without a third indicator leave edu nothing: a leads b where 0.5 gdp > 0.6 air.
    assert found.mean_weights.loc["cities", "edu"] == pytest.approx(0, abs=1e-9)
    close(found.winning("system", "all").loc["a", "b"], 0.005, 5 / 11)


@pytest.mark.parametrize(
    "size",
    [{"groups": 2, "units": 5, "indicators": 6}, pytest.param({}, marks=pytest.mark.slow)],
    ids=["small", "large"],
)
def test_every_kind_of_rule_is_obeyed_by_the_mean(size):
    q = random_question(2, **size)
    found = acceptability(q, draws=4_000)
    assert compare_schemes(q, {"mean": found.mean_weights}).broken.empty


@pytest.mark.parametrize("draws", [0, -5, 2.5])
def test_draws_must_be_a_number(draws):
    with pytest.raises(WeightingError):
        acceptability(QUESTIONS["tiny"][1], draws=draws)


@pytest.mark.parametrize("error", [0, 1e-6, 2, float("nan")])
def test_an_error_must_be_within_reach(error):
    with pytest.raises(WeightingError):
        acceptability(QUESTIONS["tiny"][1], standard_error=error)


def test_draws_that_do_not_stand_for_the_set_are_refused(monkeypatch):
    monkeypatch.setattr(module, "R_HAT", 0.5)
    orders = [Order(f"o{n}", more=a, less=b) for n, (a, b) in enumerate(zip("abcdef", "bcdefg", strict=False))]
    with pytest.raises(NotMixed):
        acceptability(one_group(dict.fromkeys("abcdefg", 1 / 7), orders), draws=4_000)


@pytest.mark.parametrize("speech", ["zh", "en"])
def test_a_notebook_shows_the_table(monkeypatch, speech):
    monkeypatch.setenv("GOVPERF_LANG", speech)
    shown = acceptability(QUESTIONS["tiny"][1], draws=4_000)._repr_html_()
    assert {"zh": "可接受度", "en": "acceptabilities"}[speech] in shown


def test_a_shipped_example_shows_that_draws_understate_rank_ranges():
    """Six towns: every rank drawn lies within the exact limits, and some that can be had were never drawn."""
    towns = load_scenario("six_towns").weighting
    drawn, exact = acceptability(towns, draws=20_000).units, rank_limits(towns).table.loc[lambda t: t["proven"]]
    drawn = drawn.loc[exact.index]
    assert (drawn["best_drawn"] >= exact["best"]).all()
    assert (drawn["worst_drawn"] <= exact["worst"]).all()


def test_many_indicators_make_the_understatement_large():
    """With thirty indicators a uniform draw is never near the corners where ranks are at their ends."""
    rng = np.random.default_rng(5)
    codes, units = [f"k{j:02d}" for j in range(30)], [f"u{i:02d}" for i in range(12)]
    scores = pd.DataFrame(np.linspace(0.2, 0.4, 12)[:, None] + 0.5 * rng.random((12, 30)), units, codes)
    q = Weighting(scores=scores, groups=pd.Series("g", units), rules=[EachShare("each", of=codes, at_most=0.1)])
    drawn, exact = acceptability(q, draws=20_000).units, rank_limits(q).table
    span = drawn["worst_drawn"] - drawn["best_drawn"]
    assert (span <= exact["worst_bound"] - exact["best_bound"]).all()
    assert span.sum() < 0.95 * (exact["worst"] - exact["best"]).sum()
