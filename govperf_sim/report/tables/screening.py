"""Tables of the truth checks: what each tested, and every finding with what may innocently explain it."""

from __future__ import annotations

from collections.abc import Sequence

from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import MISSING
from govperf_sim.report.tables.table import Table, table
from govperf_sim.screening.findings import Checked, Finding
from govperf_sim.words import Message, Name, say

GRADES = ("strong", "moderate", "weak")


def by_strength(checks: Sequence[Checked]) -> tuple[Finding, ...]:
    """Every finding: the strong before the moderate before the weak, within a grade in the order of the checks."""
    return tuple(sorted((f for c in checks for f in c.findings), key=lambda f: GRADES.index(f.grade)))


def findings_table(checks: Sequence[Checked], labels: Labels) -> Table:
    """A row for each finding, strongest first."""
    rows = [
        [
            labels.word(f"grade_{f.grade}"),
            f.title.text(labels.language),
            spoken(f, labels),
            f.innocent.text(labels.language),
            f.place or MISSING,
        ]
        for f in by_strength(checks)
    ]
    return table(labels, "findings", rows, tight=(0,), codes=(4,))


def checks_table(checks: Sequence[Checked], labels: Labels) -> Table:
    """A row for each check: how many comparisons it made, and what it found."""
    rows = [
        [
            labels.known(f"screening.title_{c.check}", c.check),
            str(c.tested),
            *(str(sum(f.grade == grade for f in c.findings)) for grade in GRADES),
        ]
        for c in checks
    ]
    return table(labels, "tested", rows, numeric=range(1, 5))


def spoken(finding: Finding, labels: Labels) -> str:
    """Its sentence, with units and indicators by their names."""
    names = {**labels.units, **labels.indicators}

    def called(value: object) -> object:
        if isinstance(value, Name):  # several in a row
            comma = say("words.list_separator", labels.language)
            return comma.join(names.get(word, word) for word in value.text(labels.language).split(comma))
        return names.get(value, value) if isinstance(value, str) else value

    values = {key: called(value) for key, value in finding.sentence.values.items()}
    return Message(finding.sentence.key, values).text(labels.language)
