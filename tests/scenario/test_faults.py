"""Every mistake is said in our own words, at its line, with what to do."""

import pytest

RULES = "rules.yaml"
FRAMEWORK = "framework.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "hint"),
    [
        (RULES, "at_least: 0.10", 'at_least: "0.10"', "wrong_type", "write 0.1"),
        (RULES, "at_least: 0.10", "at_least: 10％", "wrong_type", "write 0.1"),
        (RULES, "at_least: 0.10", "at_least: １０%", "wrong_type", "write 0.1"),
        (RULES, "at_least: 0.10", "at_least: 10", "out_of_range", "10 points of 100 are 0.1"),
        (RULES, "at_least: 0.10", "at_least: -0.1", "out_of_range", None),
        (RULES, "at_least: 0.10", "at_least: .inf", "not_finite", None),
        (RULES, "at_least: 0.10", "at_least: .nan", "not_finite", None),
        (RULES, "at_least: 0.10", "at_least: true", "wrong_type", None),
        (RULES, "at_least: 0.10", "at_least: null", "empty_value", None),
        (RULES, "at_least: 0.10", "at_least:", "empty_value", None),
        (RULES, "at_least: 0.10", "at_laest: 0.10", "unknown_key", "at_least"),
        (RULES, "domains: [growth]", "domains: growth", "wrong_type", "[growth]"),
        (RULES, "domains: [growth]", "domains: [grwth]", "undefined", "growth"),
        (RULES, "0.20, hill_towns: 0.15", "0.20, hil_towns: 0.15", "undefined", "hill_towns"),
        (RULES, "more: income", "more: incom", "undefined", "income"),
        (RULES, "kind: order", "kind: ordre", "unknown_word", "order"),
        (RULES, "kind: order", "kin: order", "unknown_key", "kind"),
        (RULES, "of: {scope: core}", "of: {scope: cor}", "unknown_word", "core"),
        (RULES, "of: {external: true}", "of: {external: yes}", "wrong_type", "true"),
        (RULES, "of: {external: true}", "of: {external: true, key: true}", "selects_nothing", None),
        (RULES, "groups: [hill_towns]", "groups: [hill_towns, hill_towns]", "listed_twice", None),
        (RULES, "growth: 0.30", "growth: 0.35", "shares_of_system", None),
        (RULES, "growth: 0.30, ", "", "no_share", None),
        (RULES, "reference:", "reverence:", "unknown_key", "reference"),
        (FRAMEWORK, "language: zh", "language: fr", "unknown_word", "zh, en"),
        (FRAMEWORK, "format: 1", "format: 2", "unknown_word", None),
        (FRAMEWORK, "illustrative: true", "illustrative: NO", "wrong_type", "true or false"),
        (FRAMEWORK, "issued: 2025-01-06", "issued: 6 January", "wrong_type", "2012-01-12"),
        (FRAMEWORK, "issued: 2025-01-06", 'issued: "2025-01-06"', "wrong_type", "without quotes"),
        (FRAMEWORK, "issued: 2025-01-06", "issued: 2025-02-30", "no_such_date", None),
        (RULES, "  income_over_jobs:", "  2nd_rule:", "bad_code", None),
        (FRAMEWORK, "name: {zh: 公共服务, en: services}", "name: {zh: 公共服务}", "missing", None),
        (FRAMEWORK, "name: {zh: 公共服务, en: services}", "name: 公共服务", "wrong_type", None),
        (FRAMEWORK, "cite: 虚构：8% 以上不再加分 invented", "cite: x", "cite_short", None),
        (FRAMEWORK, "evaluator: public", "evaluator: pubic", "undefined", "public"),
        (FRAMEWORK, "file: data/panel.csv", "file: ../panel.csv", "panel_path", None),
        (FRAMEWORK, "clause: B-1", "clause: B-7", "undefined", "B-"),
        (FRAMEWORK, "    B-2:", "    D-1: {text: {zh: 新, en: new}}\n    B-2:", "clause_not_cited", None),
        (FRAMEWORK, "{method: goalposts, floor: 50, target: 15", "{method: goalpost, floor: 50, target: 15", "unknown_word", "goalposts"),
        (FRAMEWORK, "floor: 50, target: 15", "reference_years: []", "nothing_in", None),
        (FRAMEWORK, "floor: 50, target: 15", "floor: 50, reference_years: [2023]", "posts_and_years", None),
        (FRAMEWORK, "{method: goalposts, floor: 50, target: 15", "{method: no_deterioration, floor: 50, target: 15, loss: -2", "out_of_range", None),
        (FRAMEWORK, "{method: goalposts, floor: 50, target: 15", "{method: distance_to_own_target, distance: 5, targets: {east_frod: 3}", "undefined", "east_ford"),
        (FRAMEWORK, "prefer: [final, preliminary]", "prefer: final", "wrong_type", "[final]"),
        ("checks.yaml", "indicator: air", "indicator: iar", "undefined", "air"),
        ("checks.yaml", "value: 35", "value: many", "wrong_type", None),
        ("units.yaml", "group: hill_towns", "group: hills", "undefined", "hill_towns"),
        ("units.yaml", "  hill_towns:", "  no_towns: {name: {zh: 无, en: none}, system: towns, source: {status: assumption, cite: made up here}}\n  hill_towns:", "nothing_in_groups", None),
        ("cycle.yaml", "a_year: 2", "a_year: 2.5", "wrong_type", None),
        ("cycle.yaml", "short for a lesson", "short, for a lesson", "unknown_key", "quotes"),
        ("variants.yaml", "because: 察访四个镇看是否减少虚报 does it deter", "because: x", "cite_short", None),
        ("variants.yaml", "cycle.visits.a_year", "cycle.visitz.a_year", "no_such_path", "visits"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_fault_at_its_line(draft, file, old, new, key, hint):
    line = draft.edit(file, old, new)
    fault = draft.only_fault
    assert fault.message.key == f"scenario.{key}", fault.text("en")
    at_entry = key in ("missing", "no_share")
    assert fault.file == file
    assert fault.line <= line if at_entry else fault.line == line, fault.text("en")
    if hint is not None:
        assert hint in fault.hint.text("en")


def test_all_faults_of_all_files_come_at_once(draft):
    lines = [
        ("framework.yaml", draft.edit("framework.yaml", "domain: growth", "domain: grwth")),
        ("units.yaml", draft.edit("units.yaml", "group: hill_towns", "gruop: hill_towns")),
        ("rules.yaml", draft.edit("rules.yaml", "at_least: 0.10", "at_least: 1.10")),
        ("cycle.yaml", draft.edit("cycle.yaml", "detection: 0.6", "detection: high")),
        ("variants.yaml", draft.edit("variants.yaml", "because: 看察访", "becuase: 看察访")),
        ("data/panel.csv", draft.edit("data/panel.csv", "east_ford,air,2024", "east_ford,iar,2024")),
    ]
    assert [(f.file, f.line) for f in draft.faults] == lines


def test_a_missing_source_is_named_at_its_entry(draft):
    line = draft.edit("rules.yaml", "  income_over_jobs:", "  income_over_jobs:")
    draft.edit(
        "rules.yaml",
        "    source: {status: assumption, cite: 示意：收入重于就业任务 illustrative priority, clause: A-2}\n",
        "",
    )
    assert draft.only_fault.text("en").startswith(f"rules.yaml:{line}:3: rules.income_over_jobs lacks “source”")
