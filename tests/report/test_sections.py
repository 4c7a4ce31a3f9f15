from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from govperf_sim.report.report import Tree
from govperf_sim.report.sections import sections
from govperf_sim.report.tables.table import Table
from govperf_sim.words import LANGUAGES, Language

if TYPE_CHECKING:
    from report.conftest import Drawn, Run


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_that_was_drawn_is_shown_once(run: Run, drawn: dict[Language, Drawn], language: Language) -> None:
    made = {p.name: p for p in drawn[language].pictures}
    shown = [i for s in sections(run.scenario, run.weights, run.played, made, drawn[language].labels) for i in s.shown]
    assert sorted(i.name for i in shown if not isinstance(i, Table | Tree)) == sorted(made)


def test_framework_comes_before_scores_and_scores_before_what_is_to_be_doubted(
    run: Run, drawn: dict[Language, Drawn]
) -> None:
    made = {p.name: p for p in drawn["zh"].pictures}
    ids = [s.id for s in sections(run.scenario, run.weights, None, made, drawn["zh"].labels)]
    assert ids == [
        *("framework", "weights", "reasons", "scores", "robustness", "diagnostics", "screening"),
        *("data", "method", "again"),
    ]
