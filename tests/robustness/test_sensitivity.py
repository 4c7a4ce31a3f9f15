"""What ranks owe to choices, on made-up panels in which the answer is known beforehand."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from govperf_sim.aggregate import geometric_mean, weighted_sum
from govperf_sim.errors import PanelError, WeightingError
from govperf_sim.framework import Domain, Evaluator, Framework, Group, Indicator, Scoring, System, Unit
from govperf_sim.panel import COLUMNS, Panel
from govperf_sim.robustness.assessed import Assessed
from govperf_sim.robustness.choices import (
    CHOICES,
    AggregationMethod,
    Case,
    DataNoise,
    MissingData,
    Normalisation,
    OutlierTreatment,
    ProgressShare,
    Vintage,
    WeightsDrawn,
    as_declared,
    by_min_max,
    by_rank,
    raised,
)
from govperf_sim.robustness.pools import pools_of
from govperf_sim.robustness.sensitivity import sensitivity
from govperf_sim.scoring.scores import score_panel
from govperf_sim.sources import Source
from govperf_sim.treatment.outliers import Limits, winsorise
from govperf_sim.weights.rules import Share
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import LANGUAGES, Name, say

SAID = Source(status="assumption", cite="made up for a test")
NAME = Name(zh="某项", en="something")


def framework(units, indicators, method="goalposts", **numbers):
    said = {"name": NAME, "source": SAID}
    posts = {"floor": 0.0, "target": 10.0, **numbers} if method != "min_max" else {}
    return Framework(
        systems={"s": System(**said)},
        groups={"g": Group(**said, system="s")},
        units={u: Unit(**said, group="g", kind="city", level="city") for u in units},
        domains={"d": Domain(**said, system="s", intent="neutral")},
        evaluators={"e": Evaluator(**said, external=False)},
        indicators={
            k: Indicator(
                **said, domain="d", unit_of_measure="x", direction="higher_is_better", kind="quantitative",
                evaluator="e", groups=("g",), scoring=Scoring(method=method, source=SAID, **posts),
            )
            for k in indicators
        },
    )  # fmt: skip


UNITS, CODES = [f"u{i}" for i in range(8)], ["a", "b", "c"]
TABLE = pd.DataFrame(np.random.default_rng(3).uniform(1, 9, (8, 3)), UNITS, CODES)


def asked(table=TABLE, rules=(), method="goalposts", **numbers):
    """Framework, panel and question."""
    f = framework(list(table.index), list(table.columns), method, **numbers)
    before = Panel.of(TABLE - 0.5, 2010).frame if method == "level_and_progress" else Panel.of(table, 2011).frame[:0]
    panel = (
        Panel(pd.concat([before, Panel.of(table, 2011).frame], ignore_index=True))
        if len(before)
        else Panel.of(table, 2011)
    )
    q = Weighting(scores=(table.fillna(5) / 10).clip(0, 1), groups=f.group_of_unit, rules=list(rules))
    return f, panel, q


def found(choices, parts=None, **said):
    f, panel, q = parts or asked()
    return sensitivity(f, panel, q, choices, period=2011, **{"runs": 60, **said})


def test_what_only_weights_can_change_is_owed_to_weights():
    s = found([DataNoise(share=0.0), WeightsDrawn(), MissingData(), ProgressShare(), OutlierTreatment()])
    assert s.active == ("weights",)
    total = s.shift["total"].xs(("group", "g"))
    assert total["weights"] > 0.5
    assert (total.drop("weights") == 0).all()
    moving = s.ranks["deviation"] > 0
    by_unit = s.units["total"].unstack("factor")
    assert (by_unit.loc[moving, "weights"] > 0).all()
    assert (by_unit.drop(columns="weights") == 0).all(axis=None)


def test_a_unit_that_leads_everywhere_keeps_its_rank_whatever_is_chosen():
    table = TABLE.copy()
    table.loc["u0"] = 9.9
    s = found([DataNoise(share=0.001), Normalisation(), WeightsDrawn(), AggregationMethod()], asked(table))
    assert s.ranks.loc[("group", "g", "u0"), ["given", "best_drawn", "worst_drawn"]].tolist() == [1, 1, 1]
    assert (s.units["total"].xs("u0", level="unit") == 0).all()


def test_weights_that_cannot_move_are_not_active():
    rules = [Share(f"only_{k}", of=[k], at_least=x, at_most=x) for k, x in zip(CODES, (0.2, 0.3, 0.5), strict=True)]
    s = found([WeightsDrawn(), Normalisation()], asked(rules=rules))
    assert s.active == ("normalisation",)


def test_the_given_ranks_are_those_of_the_given_weights():
    weights = pd.DataFrame([[0.2, 0.3, 0.5]], ["g"], CODES)
    s = found([WeightsDrawn(), AggregationMethod()], weights=weights)
    exact = (TABLE / 10) @ weights.loc["g"]
    expected = exact.rank(ascending=False).to_numpy()
    assert (s.ranks["given"].to_numpy() == expected).all()


def test_runs_are_about_as_many_as_asked_and_the_same_again():
    choices = [DataNoise(), WeightsDrawn(), Normalisation()]
    one, again, other = found(choices, runs=150), found(choices, runs=150), found(choices, runs=150, seed=2)
    assert one.runs == 160
    pd.testing.assert_frame_equal(one.units, again.units)
    assert not one.units.equals(other.units)


def test_scores_on_the_way_given_are_those_of_scoring():
    f, panel, q = asked()
    way = Assessed(
        (f, panel, 2011), q, pd.DataFrame([[0.2, 0.3, 0.5]], ["g"], CODES), np.empty(0), pools_of(q).known, 1
    )
    table = score_panel(f, panel, 2011).table
    weights = pd.DataFrame([[0.2, 0.3, 0.5]], ["g"], CODES)
    assert way.scores(Case()) == pytest.approx(weighted_sum(table, weights, q.groups).to_numpy())
    lifted = Case(aggregation=raised(geometric_mean))
    assert way.scores(lifted) == pytest.approx(geometric_mean(table, weights, q.groups).to_numpy())
    ranked = (TABLE.rank() - 1) / 7 @ weights.loc["g"]
    assert way.scores(Case(rescaling=by_rank)) == pytest.approx(ranked.to_numpy())


def test_every_choice_does_what_its_name_says():
    table = TABLE.copy()
    table.loc["u7", "a"] = 900.0
    table.loc["u6", "b"] = np.nan
    f, panel, q = asked(table)
    weights = pd.DataFrame([[0.2, 0.3, 0.5]], ["g"], CODES)
    way = Assessed((f, panel, 2011), q, weights, np.empty(0), pools_of(q).known, 1)
    filling = MissingData().ways["group_mean"]
    plain = way.scores(Case(filling=filling, rescaling=by_min_max))
    filled = table.fillna({"b": table["b"].drop("u6").mean()})
    scaled = (filled - filled.min()) / (filled.max() - filled.min())
    assert plain == pytest.approx((scaled @ weights.loc["g"]).to_numpy())
    limits = Limits()
    brought = winsorise(Panel.of(filled, 2011), 2011, CODES, limits).panel.wide(2011)[CODES].loc[UNITS]
    scaled = (brought - brought.min()) / (brought.max() - brought.min())
    treated = way.scores(Case(filling=filling, limits=limits, rescaling=by_min_max))
    assert treated == pytest.approx((scaled @ weights.loc["g"]).to_numpy())


def test_a_gap_that_nothing_fills_is_named():
    table = TABLE.copy()
    table.loc["u6", "b"] = np.nan
    with pytest.raises(PanelError) as caught:
        found([WeightsDrawn()], asked(table))
    assert "u6" in caught.value.text("en")
    assert "missing_data" in found([MissingData(), WeightsDrawn()], asked(table)).factors.index


def test_vintages_are_a_choice():
    f, _, q = asked()
    rows = [(u, k, 2011, TABLE.at[u, k], "yearbook", "") for u in UNITS for k in CODES]
    rows += [(u, "a", 2011, 10 - TABLE.at[u, "a"], "preliminary", "") for u in UNITS]
    orders = (("yearbook", "preliminary"), ("preliminary", "yearbook"))
    panel = Panel(pd.DataFrame(rows, columns=list(COLUMNS)), orders[0])
    s = found([Vintage(orders), ProgressShare()], (f, panel, q))
    assert s.active == ("vintage",)
    assert s.shift["first"].xs(("group", "g"))["vintage"] == pytest.approx(1, abs=0.25)


def test_the_share_of_progress_is_a_choice_where_both_are_scored():
    parts = asked(method="level_and_progress", progress_share=0.3)
    noisy = dataclasses.replace(parts[1])
    s = found([ProgressShare(0.0, 1.0), WeightsDrawn()], (parts[0], noisy, parts[2]))
    assert "progress_share" in s.active


def test_errors_are_as_large_as_declared():
    f, panel, q = asked()
    way = Assessed(
        (f, panel, 2011), q, pd.DataFrame([[1.0, 0.0, 0.0]], ["g"], CODES), np.empty(0), pools_of(q).known, 1
    )
    drawn = np.array([way.scores(Case(noise=u, noise_share=0.05)) for u in np.linspace(0.01, 1, 400)])
    assert (drawn - way.scores(Case())).std() == pytest.approx(0.05 * TABLE["a"].std(ddof=0) / 10, rel=0.06)


@pytest.mark.parametrize(("choices", "runs"), [([], 10), ([DataNoise(), DataNoise()], 10), ([DataNoise()], 0)])
def test_choices_that_are_none_are_refused(choices, runs):
    with pytest.raises(WeightingError):
        found(choices, runs=runs)


@pytest.mark.parametrize("speech", LANGUAGES)
def test_every_choice_has_its_name_and_a_notebook_shows_them(monkeypatch, speech):
    monkeypatch.setenv("GOVPERF_LANG", speech)
    shown = found([DataNoise(), OutlierTreatment(), Normalisation(ways=(as_declared, by_min_max))])._repr_html_()
    assert say("sensitivity.factor_data_noise", speech) in shown
    assert all(say(f"sensitivity.factor_{code}", speech) for code in CHOICES)


def test_runs_are_told_as_they_are_done():
    told = []
    runs = found([DataNoise()], progress=lambda *done: told.append(done)).runs
    assert told == [(n, runs) for n in range(1, runs + 1)]
