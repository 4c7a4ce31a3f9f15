"""The panel, cell by cell."""

import pytest

PANEL = "data/panel.csv"
ROW = "east_ford,jobs,2024,104,,synthetic"


@pytest.mark.parametrize(
    ("new", "key", "column"),
    [
        ("east_frd,jobs,2024,104,,synthetic", "table_code", 1),
        ("east_ford,job,2024,104,,synthetic", "table_code", 11),
        ("east_ford,jobs,24,104,,synthetic", "table_period", 16),
        ("east_ford,jobs,2024,,,synthetic", "table_empty", 21),
        ("east_ford,jobs,2024,n/a,,synthetic", "table_number", 21),
        ("east_ford,jobs,2024,nan,,synthetic", "table_number", 21),
        ("east_ford,jobs,2024,１０４％,,synthetic", "table_number", 21),
        ('"east_ford",jobs,2024,"1,040",,"a ""b"""', "table_number", 23),
        ("east_ford,jobs,2024,104", "table_fields", 1),
        ('east_ford,"jobs,2024,104,,synthetic', "table_fields", 1),
        (ROW + "\n" + ROW, "table_twice", 1),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column(draft, new, key, column):
    line = draft.edit(PANEL, ROW, new)
    fault = next(f for f in draft.faults if f.message.key == f"scenario.{key}")
    assert (fault.file, fault.line, fault.column) == (PANEL, line + new.count("\n"), column)


@pytest.mark.parametrize("old", ["period", "value"])
def test_a_missing_column_is_named(draft, old):
    draft.edit(PANEL, old, "jahr")
    assert [f.message.key for f in draft.faults] == ["scenario.table_no_column", "scenario.table_column"]


def test_a_full_width_number_is_told_how_to_be_written(draft):
    draft.edit(PANEL, ROW, "east_ford,jobs,2024,１０４％,,synthetic")
    assert draft.only_fault.hint.values == {"number": "104"}


def test_a_missing_value_is_named_where_the_indicator_applies(draft):
    draft.edit(PANEL, ROW + "\n", "")
    fault = draft.only_fault
    assert (fault.file, fault.message.key) == (PANEL, "framework.missing_value")
    assert fault.message.values == {"unit": "east_ford", "indicator": "jobs", "period": 2024}


def test_a_code_that_is_nowhere_defined_is_named_once(draft):
    draft.write(PANEL, draft.read(PANEL).replace("east_ford,", "far_away,"))
    named = [f for f in draft.faults if f.message.key == "scenario.table_code"]
    assert [f.message.values["count"] for f in named] == [12]


def test_a_constant_under_min_max_is_named_at_its_method(draft):
    lines = [",".join([*row.split(",")[:3], "80", *row.split(",")[4:]]) if "satisfaction,2024" in row else row
             for row in draft.read(PANEL).split("\n")]  # fmt: skip
    draft.write(PANEL, "\n".join(lines))
    assert draft.only_fault.text("en").startswith("framework.yaml:139:")


@pytest.mark.parametrize("content", ["", "unit,indicator,period,value\n"])
def test_an_empty_table_is_named(draft, content):
    draft.write(PANEL, content)
    assert draft.only_fault.file == PANEL


def test_a_table_without_a_stated_origin_is_named(draft):
    draft.write("data/extra.csv", "a,b\n1,2\n")
    assert draft.only_fault.message.values == {"table": "extra.csv"}
    (draft.folder / "data" / "SOURCES.md").unlink()
    assert draft.only_fault.message.key == "scenario.no_file"


def test_a_misspelt_row_is_not_also_missing_nor_does_it_spoil_a_sound_one(draft):
    line = draft.edit(PANEL, ROW, ROW.replace("jobs", "jos"))
    assert (draft.only_fault.line, draft.only_fault.message.values["count"]) == (line, 1)
    draft.write(PANEL, draft.read(PANEL) + ROW + "\n")
    assert draft.only_fault.line == line


def test_of_several_vintages_the_preferred_is_in_use_and_the_others_are_kept(towns):
    assert towns.panel.values["tea_slope", "output", 2024] == 5.5
    kept = towns.panel.frame.query("unit == 'tea_slope' and indicator == 'output' and period == 2024")
    assert kept["vintage"].tolist() == ["preliminary", "final"]
    assert kept["place"].tolist() == ["data/panel.csv:73", "data/panel.csv:74"]


def test_every_cell_knows_its_line(draft, towns):
    lines = draft.read(PANEL).split("\n")
    for row in towns.observed.frame.itertuples():
        file, line = row.place.split(":")
        assert file == PANEL
        assert lines[int(line) - 1].startswith(f"{row.unit},{row.indicator},{row.period},")


def test_a_cell_in_vintages_that_are_not_ranked_is_refused_at_its_line(draft):
    line = draft.edit(PANEL, ROW, ROW + "\n" + "east_ford,jobs,2024,101,census_revised,synthetic") + 1
    fault = draft.only_fault
    assert (fault.file, fault.line, fault.message.key) == (PANEL, line, "framework.ambiguous_vintage")
    assert "census_revised" in fault.text("zh")


def test_a_vintage_ranked_twice_is_named_where_it_is_ranked(draft):
    line = draft.edit("framework.yaml", "[final, preliminary]", "[final, preliminary, final]")
    assert (draft.only_fault.line, draft.only_fault.message.key) == (line, "framework.vintage_ranked_twice")


def test_one_vintage_twice_is_refused(draft):
    row = "tea_slope,output,2024,5.5,final,synthetic"
    line = draft.edit(PANEL, row, row + "\n" + row.replace("5.5", "5.6")) + 1
    assert (draft.only_fault.line, draft.only_fault.message.key) == (line, "scenario.table_twice")
