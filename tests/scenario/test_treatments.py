"""Missing and extreme values: as they are unless the scenario says otherwise, and every touched cell listed."""

import numpy as np
import pytest

PANEL = "data/panel.csv"
SOURCE = "source: {status: assumption, cite: made up for this test}"


@pytest.fixture
def gap(draft):
    """A town whose concentration of fine particles nobody measured in 2024."""
    draft.edit(PANEL, "east_ford,air,2024,36,,synthetic\n", "")
    return draft


def with_entry(draft, entry):
    return (
        draft.edit("framework.yaml", "  prefer: [final, preliminary]\n", f"  prefer: [final, preliminary]\n  {entry}\n")
        + 1
    )


@pytest.mark.parametrize(
    ("method", "value", "basis"),
    [
        # the other plain towns had 30 and 41, the town itself 38 the year before
        ("group_mean", 35.5, "long_bridge, new_market"),
        ("group_median", 35.5, "long_bridge, new_market"),
        ("last_value", 38.0, "2023"),
    ],
)
def test_a_gap_is_filled_when_asked_and_listed(gap, method, value, basis):
    with_entry(gap, f"impute: {{method: {method}, indicators: [air], {SOURCE}}}")
    filled = gap.load()
    (change,) = filled.treated.to_dict("records")
    assert (change["unit"], change["indicator"], change["period"]) == ("east_ford", "air", 2024)
    assert np.isnan(change["before"])
    assert (change["after"], change["why"], change["basis"]) == (value, method, basis)
    assert filled.scores.table.at["east_ford", "air"] == pytest.approx((50 - value) / 35)
    assert "imputed" in filled.panel.flags
    assert "imputed" not in filled.observed.flags


def test_a_gap_that_nobody_asks_to_fill_is_refused_by_name(gap):
    assert gap.only_fault.message.key == "framework.missing_value"
    with_entry(gap, f"impute: {{method: last_value, indicators: [jobs], {SOURCE}}}")
    assert gap.only_fault.message.values == {"unit": "east_ford", "indicator": "air", "period": 2024}


def test_what_cannot_be_filled_is_said_at_the_treatment_that_was_asked_for(gap):
    line = with_entry(gap, f"impute: {{method: linear, {SOURCE}}}")
    assert (gap.only_fault.line, gap.only_fault.message.key) == (line, "scores.not_between")


def test_last_years_value_is_filled_where_progress_is_measured_from_it(draft):
    draft.edit(PANEL, "east_ford,sewage,2023,82,,synthetic\n", "")
    with_entry(draft, f"impute: {{method: group_mean, {SOURCE}}}")
    (change,) = draft.load().treated.to_dict("records")
    assert (change["indicator"], change["period"]) == ("sewage", 2023)


def test_an_extreme_value_is_brought_in_when_asked_and_listed(draft):
    draft.edit(PANEL, "east_ford,income,2024,3.8", "east_ford,income,2024,38")
    assert draft.load().treated.empty
    with_entry(draft, f"outliers: {{method: winsorise, indicators: [income], points: 1, {SOURCE}}}")
    treated = draft.load()
    (change,) = treated.treated.to_dict("records")
    # 3.5 of Long Bridge is the next highest
    assert (change["unit"], change["before"], change["after"]) == ("east_ford", 38.0, 3.5)
    assert change["why"] == "winsorised_high"
    assert treated.panel.values["east_ford", "income", 2024] == 3.5
    assert treated.observed.values["east_ford", "income", 2024] == 38.0


def test_logarithms_are_taken_of_what_is_named_and_their_posts_are_logarithms(draft):
    draft.edit("framework.yaml", "floor: 50, target: 15", "floor: 2, target: 1")
    line = with_entry(draft, f"outliers: {{method: log, {SOURCE}}}")
    assert (draft.only_fault.line, draft.only_fault.message.key) == (line, "scenario.log_of_what")
    draft.edit("framework.yaml", "{method: log, ", "{method: log, indicators: [air], ")
    scored = draft.load()
    assert scored.scores.table.at["east_ford", "air"] == pytest.approx(2 - np.log10(36))
    assert set(scored.treated["indicator"]) == {"air"}
    line = draft.edit(PANEL, "east_ford,air,2024,36", "east_ford,air,2024,-36")
    assert (draft.only_fault.file, draft.only_fault.line) == (PANEL, line)


def test_frozen_posts_are_those_of_the_treated_values(gap):
    gap.edit("framework.yaml", "floor: 50, target: 15", "reference_years: [2024]")
    with_entry(gap, f"impute: {{method: last_value, {SOURCE}}}")
    # 41 in New Market, 19 on Cloud Ridge; the filled 38 lies between
    loaded = gap.load()
    assert loaded.scores.table.at["east_ford", "air"] == pytest.approx((41 - 38) / (41 - 19))
    scoring = loaded.framework.indicators["air"].scoring
    assert (scoring.floor, scoring.target, scoring.reference_years) == (41.0, 19.0, (2024,))


def test_the_digest_is_of_the_observed_values_and_of_what_is_asked(gap):
    with_entry(gap, f"impute: {{method: last_value, {SOURCE}}}")
    asked = gap.load()
    otherwise = asked.replace("panel.impute.method", "group_mean", because="another way of filling")
    assert asked.digest != otherwise.digest
    assert otherwise.treated["after"].tolist() == [35.5]
