"""What is well written and cannot be meant."""

import pytest

from govperf_sim.scenario.load import load_scenario
from govperf_sim.simulation import Checks
from govperf_sim.weights.derive import derive_weights


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("framework.yaml", "  services:    {name", "  idle: {name: {zh: 空, en: idle}, system: towns, intent: neutral, source: "
         "{status: assumption, cite: made up here}}\n  services:    {name", "nothing_in_domains"),
        ("framework.yaml", "  towns: {name", "  others: {name: {zh: 他, en: others}, source: {status: assumption, cite: made "
         "up here}}\n  towns: {name", "nothing_in_systems"),
        ("framework.yaml", "groups: [hill_towns]", "groups: [hill_towns, hill_towns]", "listed_twice"),
    ],
)  # fmt: skip
def test_what_belongs_nowhere_is_named(draft, file, old, new, key):
    draft.edit("rules.yaml", "services: 0.20}", "services: 0.20, idle: 0}" if "idle" in new else "services: 0.20}")
    line = draft.edit(file, old, new)
    fault = draft.only_fault
    assert (fault.file, fault.line, fault.message.key) == (file, line, f"scenario.{key}")


POOL = "pools:\n  apart: {name: {zh: 单列, en: apart}, source: {status: assumption, cite: made up for this test}}\n"


def test_units_and_groups_say_the_pool_they_are_ranked_in(draft):
    draft.edit("units.yaml", "groups:\n", f"{POOL}groups:\n")
    draft.edit("units.yaml", "en: hill towns},  system: towns", "en: hill towns},  system: towns, pool: apart")
    scenario = load_scenario(draft.folder)
    apart = {u for u in scenario.framework.units if scenario.framework.pool_of(u) == "apart"}
    assert apart == set(scenario.framework.units_of("hill_towns"))
    units = derive_weights(scenario.weighting).units
    assert units["pool"].map({"apart": "hill_towns", "towns": "plain_towns"}).to_list() == units["group"].to_list()
    assert units.groupby("pool")["rank_in_pool"].max().to_dict() == {"apart": len(apart), "towns": 6 - len(apart)}


def test_a_pool_that_nobody_is_in_is_named(draft):
    draft.edit("units.yaml", "groups:\n", f"{POOL}groups:\n")
    assert draft.only_fault.message.key == "scenario.nothing_in_pools"


def test_a_pool_that_is_not_there_is_named(draft):
    draft.edit("units.yaml", "groups:\n", f"{POOL}groups:\n")
    line = draft.edit("units.yaml", "en: hill towns},  system: towns", "en: hill towns},  system: towns, pool: apat")
    assert [(f.message.key, f.line) for f in draft.faults][-1] == ("scenario.undefined", line)


def test_a_pool_is_not_called_like_a_system(draft):
    draft.edit("units.yaml", "groups:\n", f"{POOL}groups:\n".replace("apart:", "towns:"))
    draft.edit("units.yaml", "en: hill towns},  system: towns", "en: hill towns},  system: towns, pool: towns")
    assert draft.only_fault.message.key == "weights.pool_is_system"


def test_an_indicator_cannot_apply_to_a_group_of_another_system(draft):
    draft.edit("framework.yaml", "  towns: {name", "  others: {name: {zh: 他, en: others}, source: {status: assumption, cite: "
               "made up here}}\n  towns: {name")  # fmt: skip
    draft.edit("units.yaml", "en: hill towns},  system: towns", "en: hill towns},  system: others")
    assert "scenario.other_system" in {f.message.key for f in draft.faults}


def test_shares_of_a_system_that_miss_one_are_named_at_the_largest(draft):
    line = draft.edit("rules.yaml", "growth: 0.30, livelihood: 0.30", "growth: 0.30, livelihood: 0.31")
    assert (draft.only_fault.line, draft.only_fault.message.values) == (line, {"system": "towns", "total": "1.01"})
    assert draft.only_fault.excerpt[draft.only_fault.column - 1 :].startswith("livelihood")


def test_a_deadline_of_cases_lies_within_the_year(draft):
    cases = "{task: services, deadline: 251, arrivals: 8, staff: 9, rate: 1, source: {status: assumption, cite: made up here}}"
    line = draft.edit("cycle.yaml", "  visits:\n", f"  services: {cases}\n\n  visits:\n")
    fault = draft.only_fault
    assert (fault.message.key, fault.file, fault.line) == ("simulation.deadline_beyond_year", "cycle.yaml", line)


CHECKS = "{a_month: 0.5, detection: 0.2, penalty: 0.05, source: {status: assumption, cite: made up here}}"


def test_daily_checks_join_the_year_as_they_are_written(draft):
    draft.edit("cycle.yaml", "  visits:\n", f"  checks: {CHECKS}\n\n  visits:\n")
    assert load_scenario(draft.folder).cycle.checks == Checks(a_month=0.5, detection=0.2, penalty=0.05)


@pytest.mark.parametrize(("field", "wrong"), [("a_month: 0.5", "a_month: 32"), ("detection: 0.2", "detection: 1.2")])
def test_daily_checks_that_cannot_be_are_named_at_their_line(draft, field, wrong):
    line = draft.edit("cycle.yaml", "  visits:\n", f"  checks: {CHECKS.replace(field, wrong)}\n\n  visits:\n")
    fault = draft.only_fault
    assert (fault.message.key, fault.file, fault.line) == ("scenario.out_of_range", "cycle.yaml", line)
    assert field.split(":")[0] in fault.text("en")
