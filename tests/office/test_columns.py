"""Every field of the schema has its column, and every column its words in both languages."""

from typing import Annotated

import pytest
from openpyxl import Workbook

from govperf_sim.office.workbook.columns import columns_of, label, note
from govperf_sim.office.workbook.dressing import Look, explained, put
from govperf_sim.office.workbook.leaves import Choice, Number, Share, option
from govperf_sim.office.workbook.sheets import IN_NOTES, SHEETS, TABLES, notes_columns, table_columns, title
from govperf_sim.scenario.entry import Code, SourceEntry, Strict
from govperf_sim.scenario.schema import HOME, ScenarioDocument

ALL = [(kind, column) for kind in TABLES for column in table_columns(kind)] + [("notes", c) for c in notes_columns()]


@pytest.mark.parametrize(("kind", "column"), ALL, ids=lambda v: v if isinstance(v, str) else ".".join(v.path))
def test_a_column_is_called_something_and_explained_in_both_languages(kind, column):
    assert label(column.path, "zh") != ".".join(column.path)
    assert "." not in label(column.path, "en")
    assert note(column, "zh")
    assert note(column, "en")
    for leaf in column.leaves.values():
        for code in leaf.options if isinstance(leaf, Choice) else ():
            assert option(code, "zh") != code
    assert explained(column, Look("zh", {})).startswith(note(column, "zh"))


def test_no_two_columns_of_a_sheet_are_called_alike():
    for kind in (*TABLES, "notes"):
        for language in ("zh", "en"):
            named = [label(c.path, language) for k, c in ALL if k == kind]
            assert len(set(named)) == len(named)
    assert len({title(kind, language) for kind in SHEETS for language in ("zh", "en")}) == 2 * len(SHEETS)


def test_the_sheets_hold_the_files_they_are_imported_to():
    own = {key for key in HOME if HOME[key] in ("framework.yaml", "units.yaml", "rules.yaml")}
    held = {path[0] for path in TABLES.values()} | set(IN_NOTES)
    assert own - held == {"format"}
    assert set(ScenarioDocument.model_fields) == set(HOME)


def test_a_field_added_to_the_schema_has_its_column_at_once():
    class Added(Strict):
        colour: Code
        """Of the flag."""
        depth: Annotated[float, "m"] = 0.0
        source: SourceEntry
        shade: float | None = None

    columns = columns_of({"": Added})
    assert [".".join(c.path) for c in columns] == [
        "colour", "depth", "shade", "source.status", "source.cite", "source.clause"]  # fmt: skip
    assert label(columns[0].path, "zh") == "colour"
    assert note(columns[0], "en") == "Of the flag."
    assert isinstance(columns[2].leaf(), Number)
    assert columns[0].needed[""]
    assert not columns[2].needed[""]


def test_a_limit_is_a_share_or_a_multiple_by_the_kind_of_its_rule():
    at_least = next(c for c in table_columns("rules") if c.path == ("at_least",))
    assert isinstance(at_least.leaf("share").of, Share)
    assert isinstance(at_least.leaf("ratio").of, Number)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_no_text_can_start_a_formula(text):
    sheet = Workbook().active
    put(sheet, 1, 1, text)
    assert sheet["A1"].data_type == "s"
    assert sheet["A1"].quotePrefix
