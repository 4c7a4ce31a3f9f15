"""Questionnaires to be filled in."""

import csv
import dataclasses

import pytest
from openpyxl import load_workbook

from govperf_sim.errors import PreferenceError
from govperf_sim.office.asked import ANSWERS, head
from govperf_sim.office.questionnaires import way_of
from govperf_sim.office.templates import explanation, write_template
from govperf_sim.office.ways import Way
from govperf_sim.words import Name


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_template_is_recognised_and_has_nothing_answered(tmp_path, asked, way, suffix):
    path = tmp_path / f"empty{suffix}"
    write_template(path, asked(way))
    assert way_of(path) is way


@pytest.mark.parametrize("way", Way)
def test_a_workbook_offers_lists_explains_itself_and_keeps_what_is_typed_as_text(tmp_path, asked, way):
    path = tmp_path / "empty.xlsx"
    write_template(path, asked(way))
    book = load_workbook(path)
    sheet, notes = book.worksheets
    heads = [cell.value for cell in sheet[1]]
    assert heads == [head(c) for c in asked(way).columns]
    for column in ANSWERS[way]:
        cell = sheet.cell(2, heads.index(head(column)) + 1)
        assert cell.value is None
        assert cell.number_format == "@"
    listed = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}
    assert len(listed) == {Way.BEST_WORST: 3, Way.PAIRS: 1, Way.RANKING: 0, Way.POINTS: 0}[way]
    assert all(len(formula) <= 255 for formula in listed.values())  # Excel refuses longer lists
    text = [cell.value for (cell,) in notes.iter_rows() if cell.value]
    assert text == [sentence.text(language) for sentence in explanation(asked(way)) for language in ("zh", "en")]


def test_no_name_in_a_table_of_text_starts_a_formula(tmp_path, asked):
    questions = asked(Way.POINTS)
    sets = {s: dict.fromkeys(items, Name(zh="=HYPERLINK()", en="@a")) for s, items in questions.sets.items()}
    named = dataclasses.replace(questions, sets=sets)
    path = tmp_path / "empty.csv"
    write_template(path, named)
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    assert not any(cell.startswith(("=", "@", "+")) for cell in cells)


def test_another_ending_is_refused(tmp_path, asked):
    with pytest.raises(PreferenceError, match=r"\.docx"):
        write_template(tmp_path / "a.docx", asked(Way.POINTS))
