"""Each part names its faults even where another cannot be made."""


def test_a_fault_of_the_panel_does_not_hide_those_of_the_rules_and_the_year(draft):
    draft.edit("data/panel.csv", "east_ford,air,2024,36", "east_ford,air,2024,much")
    draft.edit("rules.yaml", "at_least: 0.25", "at_least: 0.50")
    draft.edit("cycle.yaml", "2025-01-02", "2025-01-04")
    assert {f.message.key for f in draft.faults} == {
        "scenario.table_number", "weights.floor_above_its_cap", "simulation.first_day_weekend"}  # fmt: skip


def test_a_rule_that_cannot_be_read_does_not_hide_another(draft):
    draft.edit("rules.yaml", "more: income", "more: incom")
    draft.edit("rules.yaml", "at_least: 0.25", "at_least: 0.50")
    assert {f.message.key for f in draft.faults} == {"scenario.undefined", "weights.floor_above_its_cap"}
