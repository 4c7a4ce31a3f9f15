"""A scenario with something else in one place."""

import numpy as np
import pytest

from govperf_sim.errors import ScenarioError


def refused(towns, path, value, because="for this test"):
    with pytest.raises(ScenarioError) as error:
        towns.replace(path, value, because=because)
    return error.value.text("en")


def test_a_changed_number_carries_its_reason_as_its_source(towns):
    changed = towns.replace("rules.cap_growth.at_most.plain_towns", np.float64(0.1), because="consultation draft")
    rule = changed.weighting.rules[0]
    assert rule.at_most == {"plain_towns": 0.1, "hill_towns": 0.15}
    assert rule.source.status == "assumption"
    assert rule.source.cite.startswith("consultation draft (rules.cap_growth.at_most.plain_towns: 0.2 -> 0.1); ")
    assert rule.source.clause == "A-1"
    change = changed.changes[0]
    assert (change.before, change.after, change.because) == (0.2, 0.1, "consultation draft")
    assert towns.weighting.rules[0].at_most["plain_towns"] == 0.2
    assert "consultation draft" in changed._repr_html_()


def test_changes_follow_one_another(towns):
    changed = towns.replace("cycle.visits.teams", 2, because="a second team").replace(
        "rules.each", None, because="try it without"
    )
    assert [c.path for c in changed.changes] == ["cycle.visits.teams", "rules.each"]
    assert "each" not in [rule.id for rule in changed.weighting.rules]
    assert changed.digest != towns.digest


def test_taking_an_entry_away_switches_it_off(towns):
    assert towns.variant("no_visits").cycle.visits is None
    assert towns.variant("no_visits").cycle.reports is not None


def test_a_variant_makes_its_changes(towns):
    looser = towns.variant("looser_cap")
    assert looser.weighting.rules[0].at_most["plain_towns"] == 0.25
    assert [c.path for c in looser.changes] == ["rules.cap_growth.at_most.plain_towns"]
    with pytest.raises(ScenarioError, match="looser_cap"):
        towns.variant("looser_cup")


def test_a_rule_can_be_added(towns):
    rule = {"kind": "order", "more": "air", "less": "sewage",
            "source": {"status": "assumption", "cite": "added in this test"}}  # fmt: skip
    assert towns.replace("rules.air_first", rule, because="try it").weighting.rules[-1].id == "air_first"


def test_scores_follow_a_changed_target(towns):
    stricter = towns.replace("indicators.output.scoring.target", 10, because="a higher target")
    assert stricter.scores.table.at["long_bridge", "output"] == pytest.approx(0.54)


@pytest.mark.parametrize(
    ("path", "nearest"),
    [("rules.cap_growht.at_most", "cap_growth"), ("rulse.cap_growth", "rules"), ("cycle.visits.team", "teams"),
     ("cycle.visits.teams.x", "single value"), ("indicators.G1", "known"), ("", "address")],
)  # fmt: skip
def test_an_unknown_address_is_met_with_the_nearest(towns, path, nearest):
    assert nearest in refused(towns, path, 1)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [("rules.cap_growth.at_most", 1.5, "at most 1"), ("rules.cap_growth.at_most", "8%", "write 0.08"),
     ("cycle.visits.a_year", 99, "6 units"), ("rules.cap_growth.kind", "cup", "share"),
     ("rules.floor_environment.at_least", 0.9, "more than 1"), ("indicators.air.source", None, "lacks “source”"),
     ("indicators.air.direction", "higher_is_better", "do not fit"), ("panel.file", "data/other.csv", "missing"),
     ("rules.cap_growth.at_most.far", 0.1, "not defined"), ("cycle.calendar.first_day", "soon", "a date")],
)  # fmt: skip
def test_a_value_that_cannot_stand_there_is_refused(towns, path, value, said):
    assert said in refused(towns, path, value)


def test_a_reason_is_required(towns):
    assert "reason" in refused(towns, "cycle.visits.teams", 2, because="x")


def test_a_variant_that_cannot_be_made_is_a_fault_of_the_scenario(draft):
    line = draft.edit("variants.yaml", "at_most.plain_towns, value: 0.25", "at_most.plain_towns, value: 1.25")
    assert (draft.only_fault.file, draft.only_fault.line) == ("variants.yaml", line)


def test_another_year_leaves_scores_and_rules_as_they_are(towns):
    harder = towns.replace("cycle.work.effort_cost", 0.8, because="a harder year, to try it")
    assert harder.weighting is towns.weighting
    assert harder.scores is towns.scores
    assert harder.cycle.work.effort_cost == 0.8
    stricter = harder.replace("rules.cap_growth.at_most.plain_towns", 0.1, because="a lower cap, to try it")
    assert stricter.weighting is not towns.weighting
    assert stricter.cycle.work.effort_cost == 0.8


def test_a_year_that_cannot_be_is_refused_as_ever(towns):
    easier = towns.replace("cycle.work.effort_cost", 0.4, because="an easier year, to try it")
    assert "cycle.visits.teams" in refused(easier, "cycle.visits.teams", 0)
