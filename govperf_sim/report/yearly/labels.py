"""The words of the papers of the year, and what every table of theirs says: where its numbers come from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.labels import Labels, labels_of
from govperf_sim.report.tables.table import Table
from govperf_sim.scenario.load import Scenario
from govperf_sim.words import Language, known_keys, say

Origin = Literal["observed", "synthetic", "simulated", "declared", "derived"]
"""Computed from observed values or from synthetic ones; played; written in the scenario; worked out from its rules."""


@dataclass(frozen=True, kw_only=True)
class YearlyLabels(Labels):
    """A sentence of these papers stands before one of the same key that every report has."""

    data: Origin
    """What the values of the panel are: observed, or synthetic."""

    def word(self, key: str, /, **values: Any) -> str:
        own = f"report_yearly.{key}"
        return say(own if own in known_keys() else f"report.{key}", self.language, **values)

    def note(self, key: str) -> str:
        return self.known(f"report_yearly.note_{key}", self.known(f"report.note_{key}", ""))

    def cited(self, clause: str | None) -> str:
        """The clause a sentence rests on, to stand at its end; nothing where there is none."""
        return self.word("cited", clause=clause) if clause else ""

    def marked(self, table: Table, origin: Origin) -> Table:
        """The table, its caption saying where its numbers come from."""
        return replace(table, caption=self.word("marked", caption=table.caption, origin=self.word(f"origin_{origin}")))

    def pictured(self, picture: Picture, origin: Origin) -> Picture:
        """The figure, its note saying where its numbers come from."""
        note = self.word("marked_note", note=picture.note, origin=self.word(f"origin_{origin}"))
        return replace(picture, note=note)


def yearly_labels(scenario: Scenario, language: Language, first: str | None = None) -> YearlyLabels:
    """As :func:`~govperf_sim.report.labels.labels_of`."""
    data: Origin = "synthetic" if "synthetic" in scenario.panel.flags else "observed"
    return YearlyLabels(**vars(labels_of(scenario, language, first)), data=data)
