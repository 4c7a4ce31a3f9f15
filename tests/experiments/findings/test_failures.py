"""Where a policy fails, on functions that fail where they are told to."""

import numpy as np
import pytest
from tried import tried

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.analysis import Failure
from govperf_sim.experiments.design.distributions import Uniform
from govperf_sim.experiments.design.plans import LatinHypercube, SobolPoints

UNIT = {code: Uniform(0.0, 1.0) for code in ("staff", "trust", "luck")}
LOW = Failure(outcome="y", below=0.5)


def played(function, worlds=256, uncertainties=UNIT, **more):
    plan = {"uncertainties": SobolPoints(worlds)}
    return tried(function, uncertainties=uncertainties, plans=plan, replications=1, **more)


def test_failures_in_a_box_are_found_there_and_nowhere_else(monkeypatch):
    found = played(lambda v, luck: {"y": float(v["staff"] > 0.4 or v["trust"] < 0.5)}).failures(LOW)
    (box,) = found.boxes
    assert (box.density, box.coverage) == (1.0, 1.0)
    assert box.mass == box.failing == found.failing
    assert list(box.limits.index) == ["staff", "trust"]
    assert box.limits.loc["staff", "at_least"] == -np.inf
    assert box.limits.loc["staff", "at_most"] == pytest.approx(0.4, abs=0.02)
    assert box.limits.loc["trust", "at_least"] == pytest.approx(0.5, abs=0.02)
    assert (box.limits["quasi_p"] < 1e-9).all()
    assert box.p == pytest.approx(0.01)
    assert box.trajectory["coverage"].iloc[0] == 1.0
    assert box.trajectory["density"].iloc[0] == pytest.approx(found.failing / 256)
    assert "staff at most 0.39" in found.text("en")
    assert "“staff”不高于0.39" in found.text("zh")
    monkeypatch.setenv("GOVPERF_LANG", "zh")
    assert "覆盖率" in found._repr_html_()


def test_two_boxes_are_found_one_after_the_other():
    both = played(lambda v, luck: {"y": float(not ((v["staff"] < 0.3 and v["trust"] < 0.5) or v["staff"] > 0.8))})
    found = both.failures(LOW)
    assert len(found.boxes) == 2
    assert sum(box.coverage for box in found.boxes) == pytest.approx(1.0)
    assert all(box.density == 1.0 for box in found.boxes)


def test_listed_values_explain_too():
    spreads = {"who": ("town", "county", "city"), "years": (1, 2, 3, 4), "staff": Uniform(0.0, 1.0)}
    found = played(lambda v, luck: {"y": float(v["who"] == "town" or v["years"] < 3)}, uncertainties=spreads).failures(
        LOW
    )
    (box,) = found.boxes
    assert box.limits.loc["who", "among"] == ("county", "city")
    assert box.limits.loc["years", ["at_least", "at_most", "among"]].tolist() == [3.0, np.inf, None]
    assert "who among county, city" in found.text("en")
    assert "“who”为county、city" in found.text("zh")


def test_pure_noise_explains_nothing_and_it_says_so():
    def noise(v, luck):
        return {"y": np.random.default_rng(int(1e9 * v["luck"])).random()}

    found = played(noise).failures(Failure(outcome="y", above=0.7))
    assert found.boxes == ()
    assert found.p > 0.05
    assert "No range of uncertainties explains it better than chance" in found.text("en")
    assert "与随机无异" in found.text("zh")


@pytest.mark.parametrize(
    ("level", "said", "in_chinese"), [(1.0, "never fails", "从未失败"), (0.0, "in all of them", "全部失败")]
)
def test_none_and_all_are_said(level, said, in_chinese):
    found = played(lambda v, luck: {"y": level}, worlds=32).failures(LOW)
    assert found.failing == (0 if level else 32)
    assert said in found.text("en")
    assert in_chinese in found.text("zh")
    assert found.boxes == ()


def test_a_world_that_cannot_be_played_fails_and_is_told_apart():
    found = played(lambda v, luck: None if v["staff"] > 0.8 else {"y": v["trust"]}, worlds=64).failures(LOW)
    states = found.worlds["state"]
    assert (states[found.worlds["staff"] > 0.8] == "refused").all()
    assert found.failing == (states == "fails").sum() + (states == "refused").sum()
    assert f"Of these {(states == 'refused').sum()} could not be played" in found.text("en")


def test_worlds_without_an_answer_are_not_judged():
    found = played(lambda v, luck: {"y": (0.0, 0.0) if v["staff"] > 0.5 else (v["trust"], 1.0)}, worlds=64).failures(
        LOW
    )
    assert (found.worlds["state"] == "unmeasured").sum() == 32
    assert found.judged == 32
    assert "32 more have nothing to compare" in found.text("en")


def test_worse_than_as_it_is_compares_within_each_world():
    found = played(lambda v, luck: {"y": 10 * v["trust"] + v["a"] * (v["staff"] - 0.6)}, levers={"a": (0, 1)})
    worse = Failure(outcome="y", below="as_it_is")
    (box,) = found.failures(worse, policy=1).boxes
    assert list(box.limits.index) == ["staff"]
    assert box.limits.loc["staff", "at_most"] == pytest.approx(0.6, abs=0.01)
    assert found.failures(worse).failing == 0
    assert "policy 0" in found.failures(worse, policy=1).text("en")


def test_too_few_worlds_are_said():
    spread = tried(
        lambda v, luck: {"y": v["staff"]},
        uncertainties=UNIT,
        plans={"uncertainties": LatinHypercube(10)},
        replications=1,
    )
    found = spread.failures(LOW)
    assert found.failing == 5
    assert "fewer than 20 worlds" in found.text("en")
    assert found.p is None
    alone = tried(lambda v, luck: {"y": 0.0}, levers={"a": (1, 2)})
    assert "in all of them" in alone.failures(LOW).text("en")


def test_what_there_is_not_is_refused_by_name():
    found = played(lambda v, luck: {"y": v["staff"]}, worlds=2)
    with pytest.raises(ExperimentError, match="z"):
        found.failures(Failure(outcome="z", above=1.0))
    with pytest.raises(ExperimentError, match="no policy 1"):
        found.failures(LOW, policy=1)
