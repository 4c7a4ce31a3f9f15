"""The tables of the simulated years, as read by somebody who knows no code."""

from __future__ import annotations

import re

import pytest

from govperf_sim.report.labels import labels_of
from govperf_sim.report.tables.played import parameters_table
from govperf_sim.words import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_the_year_is_told_in_words(run, language: Language) -> None:
    labels = labels_of(run.scenario, language)
    rows = [row.cells[:2] for row in parameters_table(run.scenario, labels).rows]
    for name, value in rows:
        assert not re.fullmatch(r"[a-z_]+", name) or " " in name or language == "en", name
        assert "_" not in name
        assert not re.search(r"[(\[{']", value), value
    said = dict(rows)
    measured = labels.word("parameter_indicators")
    assert [value for name, value in rows if name == measured] == [
        labels.joined([labels.indicator(k) for k in codes])
        for codes in (["W2"], ["P4", "M3", "D7"], ["W3", "D6"], ["E2", "XY", "M4", "D2", "D8"])
    ]
    assert said[labels.word("parameter_task")] == labels.domain("law")


def test_the_same_key_of_two_mechanisms_has_the_words_of_each(run) -> None:
    rows = [row.cells for row in parameters_table(run.scenario, labels_of(run.scenario, "en")).rows]
    errors = {name for name, value, *_ in rows if value and "error" in name}
    assert len(errors) == 4
    assert ("working days from the year's end to the revision", "150") in [(name, value) for name, value, *_ in rows]
