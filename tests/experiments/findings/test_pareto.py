"""Trade-offs: who is beaten in everything, and how sure that is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tried import tried

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.findings.pareto import undominated
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.simulation.measures import Better

GAIN = Outcome(code="gain", better=Better.MORE)
COST = Outcome(code="cost", better=Better.LESS)
BY_HAND = {"as": (1.0, 1.0), "cheap": (0.5, 0.2), "dear": (2.0, 3.0), "worse": (0.9, 1.0), "worst": (0.4, 5.0)}


def by_hand(v, luck):
    gain, cost = BY_HAND[v["a"]]
    return {"gain": gain + luck.normal(), "cost": cost}


def test_the_front_and_who_beats_the_others():
    found = tried(by_hand, levers={"a": tuple(BY_HAND)}, outcomes=(GAIN, COST), replications=8).pareto(["gain", "cost"])
    assert found.front == (0, 1, 2)
    assert found.table["dominated_by"].tolist() == [(), (), (), (0,), (0, 1, 2)]
    # Under the same luck all differences are certain, whatever luck does to each.
    assert found.table["sure"].tolist() == [1.0, 1.0, 1.0, 0.0, 0.0]
    assert "★" in found._repr_html_()
    assert "3 of 5 policies" in found.text("en")
    assert "不被其他方案全面超过：0、1、2" in found.text("zh")


def test_how_sure_is_the_chance_that_resampled_means_agree():
    """One policy gains by luck alone: resampled, its mean lies above 0 as often as that of normal draws does."""

    def lucky(v, luck):
        return {"gain": v["a"] * luck.normal(), "cost": v["a"]}

    found = tried(lucky, levers={"a": (0.0, 1.0)}, outcomes=(GAIN, COST), replications=30).pareto(["gain", "cost"])
    draws = np.array([np.random.default_rng([1, r]).normal() for r in range(30)])
    from scipy.stats import norm

    exact = norm.cdf(draws.mean() / (draws.std() / np.sqrt(30)))
    assert found.table.loc[0, "sure"] == 1.0
    assert found.table.loc[1, "sure"] == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / 500) + 0.01)


def test_policies_alike_do_not_beat_one_another():
    alike = tried(lambda v, luck: {"gain": 0.1 + 0.2, "cost": 0.3}, levers={"a": (0, 1)}, outcomes=(GAIN, COST))
    assert alike.pareto(["gain", "cost"]).front == (0, 1)


def test_a_single_replication_is_not_sure_of_anything():
    found = tried(by_hand, levers={"a": tuple(BY_HAND)}, outcomes=(GAIN, COST), replications=1).pareto(["gain", "cost"])
    assert found.table["sure"].isna().all()
    assert "nan" not in found._repr_html_()


@given(arrays(float, st.tuples(st.integers(2, 4), st.integers(1, 12)), elements=st.integers(0, 4).map(float)))
def test_the_front_is_by_definition(good):
    def beats(p, q):
        return (good[:, p] >= good[:, q]).all() and (good[:, p] > good[:, q]).any()

    count = good.shape[1]
    assert undominated(good).tolist() == [not any(beats(p, q) for p in range(count)) for q in range(count)]


def test_what_cannot_be_weighed_is_refused_by_name():
    asked = tried(by_hand, levers={"a": tuple(BY_HAND)}, outcomes=(GAIN, COST, Outcome(code="seen")), replications=1)
    with pytest.raises(ExperimentError, match="“seen” is better"):
        asked.pareto(["gain", "seen"])
    with pytest.raises(ExperimentError, match="at least two"):
        asked.pareto(["gain", "gain"])
    with pytest.raises(ExperimentError, match="at least two"):
        asked.pareto()  # the experiment declares none
    with pytest.raises(ExperimentError, match="lost"):
        asked.pareto(["gain", "lost"])
    never = tried(
        lambda v, luck: {"gain": (0.0, float(v["a"])), "cost": 1.0}, levers={"a": (1, 0)}, outcomes=(GAIN, COST)
    )
    with pytest.raises(ExperimentError, match="never occurred"):
        never.pareto(["gain", "cost"])
