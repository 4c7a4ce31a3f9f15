"""Which choices the data of a scenario can make active, and why not the others."""

import dataclasses

import pandas as pd
import pytest

from govperf_sim.errors import WeightingError
from govperf_sim.experiments.trust import Asked, asked_of, trust
from govperf_sim.panel import Panel
from govperf_sim.robustness.assessed import Assessed
from govperf_sim.robustness.choices import CHOICES, Case
from govperf_sim.robustness.pools import pools_of
from govperf_sim.scenario.varied import OFFERS, varied
from govperf_sim.weights.derive import derive_weights

HOW = "    source: {status: assumption, cite: made up for this test}\n"
IMPUTE = "impute: {method: group_mean, source: {status: assumption, cite: made up for this test}}"
WINSORISE = "outliers: {method: winsorise, source: {status: assumption, cite: made up for this test}}"


def said(scenario, only=None):
    return {o.code: o.choice is not None for o in varied(scenario, only).offers}


def with_data(draft, changed, treatment=""):
    """The towns with another panel, and a treatment declared."""
    draft.write("data/panel.csv", changed)
    if treatment:
        text = draft.read("framework.yaml")
        head, tail = text.split("\npanel:\n", 1)
        draft.write("framework.yaml", f"{head}\npanel:\n  {treatment}\n{tail}")
    return draft.load()


def test_every_choice_there_is_can_be_offered():
    assert list(OFFERS) == list(CHOICES)


def test_the_towns_have_two_vintages_and_progress_and_neither_gaps_nor_outliers(towns):
    assert said(towns) == {
        **dict.fromkeys(CHOICES, True),
        "missing_data": False,
        "outliers": False,
    }
    offers = {o.code: o.said.text("en") for o in varied(towns).offers}
    assert offers["missing_data"] == "no value that is scored is missing"
    assert "final" in offers["vintage"]


def test_a_gap_makes_its_filling_a_choice_and_the_way_in_use_comes_first(draft):
    lines = draft.read("data/panel.csv").splitlines()
    gone = next(
        n for n, line in enumerate(lines) if ",2024," in line and "preliminary" not in line and "final" not in line
    )
    scenario = with_data(draft, "\n".join(lines[:gone] + lines[gone + 1 :]) + "\n", IMPUTE)
    assert len(scenario.treated) == 1
    (offer,) = (o for o in varied(scenario).offers if o.code == "missing_data")
    assert next(iter(offer.choice.ways)) == "group_mean"
    assert len(offer.choice.ways) > 1


def test_without_a_value_before_it_no_gap_is_filled_from_earlier_years(draft):
    frame = pd.read_csv(draft.folder / "data/panel.csv", keep_default_na=False)
    cell = frame.loc[(frame["period"] == 2024) & (frame["vintage"] == "")].iloc[0]
    gone = (frame["unit"] == cell["unit"]) & (frame["indicator"] == cell["indicator"])
    scenario = with_data(draft, frame[~gone].to_csv(index=False, lineterminator="\n"), IMPUTE)
    (offer,) = (o for o in varied(scenario).offers if o.code == "missing_data")
    assert set(offer.choice.ways) == {"group_mean", "group_median"}


def test_one_extreme_value_makes_outliers_a_choice(draft):
    frame = pd.read_csv(draft.folder / "data/panel.csv", keep_default_na=False)
    goalposts = frame["indicator"] == "air"
    at = frame[goalposts & (frame["period"] == 2024)].index[0]
    frame.loc[at, "value"] = 900.0
    text = frame.to_csv(index=False, lineterminator="\n")
    untreated = with_data(draft, text)
    (offer,) = (o for o in varied(untreated).offers if o.code == "outliers")
    assert offer.choice.ways[0] is None
    treated = with_data(draft, text, WINSORISE)
    (offer,) = (o for o in varied(treated).offers if o.code == "outliers")
    assert offer.choice.ways[0] is not None
    assert offer.choice.ways[1] is None


def test_treatments_in_use_are_what_ranks_are_given_by(draft):
    """Gaps filled and outliers brought in by the choices in use give the scores that the scenario itself has."""
    frame = pd.read_csv(draft.folder / "data/panel.csv", keep_default_na=False)
    now = frame[(frame["indicator"] == "air") & (frame["period"] == 2024)].index
    frame.loc[now[0], "value"] = 900.0
    other = frame[(frame["indicator"] == "jobs") & (frame["period"] == 2024)].index[1]
    scenario = with_data(
        draft, frame.drop(index=other).to_csv(index=False, lineterminator="\n"), f"{IMPUTE}\n  {WINSORISE}"
    )
    assert set(scenario.treated["why"]) >= {"group_mean", "winsorised_high"}
    found, weights = varied(scenario), derive_weights(scenario.weighting)
    assert found.panel is scenario.observed
    pools = pools_of(scenario.weighting).known
    way = Assessed((scenario.framework, found.panel, 2024), scenario.weighting, weights.table, None, pools, 1)
    units = [u for p in pools if p.level == "group" for u in p.units]
    assert way.scores(found.otherwise)[: len(units)] == pytest.approx(weights.units.loc[units, "score"].to_numpy())
    assert way.scores(dataclasses.replace(found.otherwise, limits=None)) != pytest.approx(way.scores(found.otherwise))


def test_progress_that_is_all_can_give_way_to_level(towns):
    weights = derive_weights(towns.weighting)
    pools = pools_of(towns.weighting).known
    way = Assessed((towns.framework, towns.observed, 2024), towns.weighting, weights.table, None, pools, 1)
    assert way.scores(Case(progress_share=1.0)) == pytest.approx(way.scores(Case()))
    assert way.scores(Case(progress_share=0.0)) != pytest.approx(way.scores(Case()))


def test_in_logarithms_the_treatments_are_left_alone(draft):
    log = "outliers: {method: log, indicators: [air], source: {status: assumption, cite: made up for this test}}"
    text = draft.read("framework.yaml")
    head, tail = text.split("\npanel:\n", 1)
    place = head.index("  air:")
    method = head.index("method:", place)
    end = head.index("\n", method)
    scoring = head[:method] + "method: min_max, source: {status: assumption, cite: made up for this test}}" + head[end:]
    draft.write("framework.yaml", f"{scoring}\npanel:\n  {log}\n{tail}")
    scenario = draft.load()
    found = varied(scenario)
    assert isinstance(found.panel, Panel)
    assert found.panel is scenario.panel
    why = {o.code: o.said.key for o in found.offers}
    assert {why[c] for c in ("vintage", "missing_data", "outliers")} == {"sensitivity.why_in_logarithms"}


def test_what_is_declared_is_varied_and_nothing_else(draft):
    draft.write("robustness.yaml", (
        "robustness:\n  draws: 0\n  runs: 20\n  points: [1, 4]\n  seconds: 0.5\n  changes: [drop_unit]\n  seed: 7\n"
        "  choices:\n    data_noise: {share: 0.2, source: {status: data, cite: errors found in spot checks}}\n"
        "    aggregation: {ways: [harmonic_mean], source: {status: expert, cite: made up for this test}}\n"
        "  source: {status: assumption, cite: made up for this test}\n"
    ))  # fmt: skip
    scenario = draft.load()
    assert asked_of(scenario) == Asked(draws=0, runs=20, points=(1, 4), seconds=0.5, changes=("drop_unit",), seed=7)
    offers = {o.code: o for o in varied(scenario).offers}
    assert [code for code, o in offers.items() if o.choice] == ["data_noise", "aggregation"]
    assert offers["data_noise"].choice.share == 0.2
    assert "weighted sum, harmonic mean" in offers["aggregation"].said.text("en")
    assert offers["weights"].said.text("en") == "left out by the scenario"
    found = trust(scenario, derive_weights(scenario.weighting), asked_of(scenario))
    assert list(found.sensitivity.factors.index) == ["data_noise", "aggregation"]


def test_what_is_asked_for_counts_for_more_than_what_is_declared(draft):
    draft.write("robustness.yaml", (
        "robustness:\n  choices:\n    data_noise: {share: 0.2, source: {status: data, cite: errors found in spot checks}}\n"
        "  source: {status: assumption, cite: made up for this test}\n"
    ))  # fmt: skip
    scenario = draft.load()
    assert [c for c, yes in said(scenario, ["weights", "data_noise"]).items() if yes] == ["data_noise", "weights"]
    assert varied(scenario, ["data_noise"]).choices[0].share == 0.2


def test_a_code_that_is_no_choice_is_refused_with_the_nearest(towns):
    with pytest.raises(WeightingError) as refused:
        varied(towns, ["wheights"])
    assert "weights" in refused.value.faults[0].hint.text("en")
    with pytest.raises(WeightingError):
        Asked(choices=("wheights",))
