"""What is well written and cannot be meant."""

import pytest


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


def test_an_indicator_cannot_apply_to_a_group_of_another_system(draft):
    draft.edit("framework.yaml", "  towns: {name", "  others: {name: {zh: 他, en: others}, source: {status: assumption, cite: "
               "made up here}}\n  towns: {name")  # fmt: skip
    draft.edit("units.yaml", "en: hill towns},  system: towns", "en: hill towns},  system: others")
    assert "scenario.other_system" in {f.message.key for f in draft.faults}


def test_shares_of_a_system_that_miss_one_are_named_at_the_largest(draft):
    line = draft.edit("rules.yaml", "growth: 0.30, livelihood: 0.30", "growth: 0.30, livelihood: 0.31")
    assert (draft.only_fault.line, draft.only_fault.message.values) == (line, {"system": "towns", "total": "1.01"})
    assert draft.only_fault.excerpt[draft.only_fault.column - 1 :].startswith("livelihood")
