"""The table of changed numbers: what each is, before, after, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govperf_sim.experiments.appraisal.appraisal import Appraisal
from govperf_sim.report.dossier.parts import changes_of
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import MISSING, rounded
from govperf_sim.report.statements import statement, subject
from govperf_sim.report.tables.table import Table, table
from govperf_sim.scenario.load import Scenario
from govperf_sim.weights.rule import SIDES
from govperf_sim.weights.rules import Ratio, Rule, SetRatio


def changed_table(found: Appraisal, labels: Labels) -> Table:
    """Every number of rules, targets and plans that the proposal changes, and every rule that comes or goes."""
    base, scenario = found.proposed.base, found.proposed.scenario
    rows = []
    for change in changes_of(found):
        part, *rest = change.path.split(".")
        if part == "rules" and len(rest) == 1:
            name, before, after = (
                labels.word("whole_rule"),
                _whole(base, rest[0], labels),
                _whole(scenario, rest[0], labels),
            )
        else:
            rule = _rule(base, rest[0]) if part == "rules" else None
            name = _called(base, change.path, rule, labels)
            before, after = (_shown(value, change.path, rule, labels) for value in (change.before, change.after))
        rows.append([name, before, after, change.because, change.path])
    return table(labels, "changed", rows, codes=(4,))


def _rule(scenario: Scenario, code: str) -> Rule | None:
    return next((rule for rule in scenario.weighting.rules if rule.id == code), None)


def _whole(scenario: Scenario, code: str, labels: Labels) -> str:
    """All that a rule says; a dash where there is no such rule."""
    rule = _rule(scenario, code)
    return MISSING if rule is None else statement(rule, scenario.document.rules[code], labels)


def _called(scenario: Scenario, path: str, rule: Rule | None, labels: Labels) -> str:
    """What stands at an address, in the words of the report and of the office's forms; codes where they have none."""
    part, *rest = path.split(".")
    if part not in ("rules", "indicators", "cycle", "institutions", "reference") or not rest:
        return path
    if part == "reference":
        return labels.word("joint").join([labels.word("reference"), *map(labels.domain, rest[1:])])
    if rule is not None:
        home = subject(rule, scenario.document.rules[rule.id], labels).strip()
    elif part == "indicators":
        home = labels.indicator(rest[0])
    else:
        home = labels.known(f"report.part_{rest[0]}", labels.known(f"report.institution_{rest[0]}", rest[0]))
    fields = [name for name in rest[1:] if name != "scoring"]
    return labels.word("joint").join([home, *(_field(rest[0], name, labels) for name in fields)])


def _field(home: str, name: str, labels: Labels) -> str:
    """A field of an entry, or the group or unit that it holds for."""
    told = labels.group(name) if name in labels.groups else labels.unit(name)
    for words in (f"report.parameter_{name}", f"report.parameter_{home}_{name}", f"proposal.item_{home}_{name}",
                  f"workbook.head_{name}", f"workbook.head_scoring_{name}", f"report_dossier.side_{name}"):  # fmt: skip
        told = labels.known(words, told)
    return told


def _shown(value: Any, path: str, rule: Rule | None, labels: Labels) -> str:
    """A limit of a rule in points of 100, where it is one; any other value as the scenario has it."""
    if isinstance(value, Mapping) and not all(isinstance(v, int | float) for v in value.values()):
        return labels.word("whole_entry")
    if isinstance(value, Mapping):
        return labels.joined([f"{labels.group(k)} {_shown(v, path, rule, labels)}" for k, v in value.items()])
    if value is None:
        return MISSING
    if not isinstance(value, int | float) or isinstance(value, bool):
        return str(value)
    if rule is not None and path.split(".")[2] in (*SIDES, "gap") and not isinstance(rule, Ratio | SetRatio):
        return labels.word("rule_points", number=f"{float(rounded(100 * value, 4)):g}")
    return f"{value:g}"
