"""What is said of changes and of the year before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from govperf_sim.experiments.year_before import year_before
from govperf_sim.report.labels import labels_of
from govperf_sim.report.robustness import trust_pictures
from govperf_sim.report.steadiness import steadiness_said
from govperf_sim.words import LANGUAGES, Language

if TYPE_CHECKING:
    from report.conftest import Run, Trusted


def test_every_kind_of_change_is_told_with_how_many_were_tried(towns: Trusted) -> None:
    said = steadiness_said(towns.trust, labels_of(towns.scenario, "en"))
    changes = towns.trust.reversals.changes
    tried = changes[changes["admissible"].astype(bool)].groupby(level="change", sort=False).size()
    for start, count in zip(("a unit dropped", "an indicator dropped", "two indicators merged"), tried, strict=True):
        (line,) = (s for s in said if s.startswith(start) and "derived again" in s)
        assert f"of {count} cases" in line or f"none of {count} cases" in line
    assert any("could be scored on level only" in s for s in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pilots_years_are_told_pool_by_pool_and_drawn_only_where_a_rank_moved(
    run: Run, towns: Trusted, language: Language
) -> None:
    labels = labels_of(run.scenario, language)
    found = replace(towns.trust, reversals=None, years=year_before(run.scenario, run.weights))
    said = steadiness_said(found, labels)
    assert len(said) == 3 + 1
    assert not found.years.pools["ranks_changed"].any()
    assert "years" not in [p.name for p in trust_pictures(towns.scenario, towns.weights, found, labels)]
