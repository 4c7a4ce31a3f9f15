"""The tables of the simulated years, as read by somebody who knows no code."""

from __future__ import annotations

import re

import pytest

from govperf_sim.report.labels import labels_of
from govperf_sim.report.tables.played import institutions_table, parameters_table
from govperf_sim.simulation.institutions.register import INSTITUTIONS
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_institution_is_told_in_a_sentence_with_its_numbers_and_its_clause(run, language: Language) -> None:
    labels = labels_of(run.scenario, language)
    rows = {row.cells[0]: row.cells for row in institutions_table(run.scenario, labels).rows}
    asked = {name: entry for name, entry in run.scenario.document.institutions if entry is not None}
    assert len(rows) == len(asked) > 15
    for name, entry in asked.items():
        cells = rows[labels.word(f"institution_{name}")]
        assert "{" not in cells[1]
        assert entry.source.clause in cells
    assert "60" in rows[labels.word("institution_training")][1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", INSTITUTIONS)
def test_every_institution_has_a_name_and_a_sentence_with_each_of_its_numbers(
    run, name: str, language: Language
) -> None:
    labels = labels_of(run.scenario, language)
    assert labels.word(f"institution_{name}")
    entry = type(run.scenario.document.institutions).model_fields[name].annotation.__args__[0]
    numbers = {field: f"<{field}>" for field in entry.model_fields if field != "source"}
    told = labels.word(f"institution_{name}_told", **numbers)
    left_out = {field for field in numbers if f"<{field}>" not in told}
    assert left_out <= {"discount", "spread", "indicators", "forgetting", "noise", "pools", "investigators", "dread"}, (
        left_out
    )
