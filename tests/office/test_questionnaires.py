"""Questionnaires read back: the answers, or every fault at its cell."""

import datetime
from importlib.resources import files
from pathlib import Path

import pytest
from openpyxl import load_workbook

from govperf_sim.office.questionnaires import read_answers
from govperf_sim.office.ways import Way
from govperf_sim.weights.preferences.best_worst import BestWorst

EXAMPLES = Path(str(files("govperf_sim"))) / "examples" / "questionnaires"
GOOD = [["最不重要", "７", None], ["最重要", None, 7], [None, "2", "4"], ["", 3, " 3 "]]
SHEET = "expert.xlsx 问卷 questionnaire"


@pytest.mark.parametrize("name", ["expert.csv", "expert.xlsx"])
def test_best_and_worst_are_read_and_what_can_only_be_one_thing_may_stay_empty(fill, asked, name):
    found = read_answers(fill(Way.BEST_WORST, GOOD, name), asked(Way.BEST_WORST))
    assert found.who == "expert"
    assert found.by_set["towns"] == BestWorst(
        "livelihood",
        "growth",
        {"growth": 7.0, "livelihood": 1.0, "environment": 2.0, "services": 3.0},
        {"growth": 1.0, "livelihood": 7.0, "environment": 4.0, "services": 3.0},
    )


def test_every_fault_of_a_workbook_is_named_at_its_cell(fill, refused):
    bad = [
        ["最重要", "约3", "=1/3"],
        ["best", 12, None],
        ["可以", "", True],
        [None, datetime.datetime(2026, 1, 3), "３,5"],
    ]
    assert refused(fill(Way.BEST_WORST, bad, "expert.xlsx"), Way.BEST_WORST) == [
        (f"{SHEET}!E4", "no_such_choice"),
        (f"{SHEET}!E3", "two_best"),
        (f"{SHEET}!A2", "no_worst"),
        (f"{SHEET}!F2", "not_definite"),
        (f"{SHEET}!F5", "became_date"),
        (f"{SHEET}!G2", "formula"),
        (f"{SHEET}!G4", "logical"),
        (f"{SHEET}!G5", "not_a_number"),
        (f"{SHEET}!F3", "off_scale"),
        (f"{SHEET}!F4", "empty"),
        (f"{SHEET}!G3", "empty"),
    ]


def test_every_fault_of_a_csv_file_is_named_at_its_line(fill, refused):
    bad = [["worst", "7", "2"], ["best", "2", "8"], ["", "2", "４"], ["", "1/3", "3"]]
    assert refused(fill(Way.BEST_WORST, bad), Way.BEST_WORST) == [("expert.csv:5", "off_scale")]
    bad[3][1] = "9"
    assert refused(fill(Way.BEST_WORST, bad), Way.BEST_WORST) == [
        ("expert.csv:3", "best_to_itself"),
        ("expert.csv:2", "worst_to_itself"),
        ("expert.csv:2", "said_twice"),
    ]
    bad = [["worst", "7", "1"], ["best", "1", "7"], ["", "8", "4"], ["", "3", "9"]]
    assert refused(fill(Way.BEST_WORST, bad), Way.BEST_WORST) == [
        ("expert.csv:4", "below_worst"),
        ("expert.csv:5", "above_best"),
    ]


def test_a_changed_code_is_named_once_and_the_rest_of_its_row_looked_at_too(fill, refused):
    path = fill(Way.BEST_WORST, [*GOOD[:3], ["", "33", "3"]])
    text = path.read_text("utf-8").replace(",services,", ",servces,")
    path.write_text(text, "utf-8")
    assert refused(path, Way.BEST_WORST) == [("expert.csv:5", "unknown_item"), ("expert.csv:5", "off_scale")]


def test_rows_that_are_missing_repeated_or_of_no_set_are_named(fill, refused):
    path = fill(Way.POINTS, [["40"], ["30"], ["20"], ["10"]])
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines[:4], lines[3], lines[4].replace("towns,", "cities,", 1)]), "utf-8")
    assert refused(path, Way.POINTS) == [
        ("expert.csv:5", "row_twice"),
        ("expert.csv:6", "unknown_set"),
        ("expert.csv:2", "row_absent"),
    ]


def test_pairs_are_read_in_either_order_and_each_is_needed_once(fill, asked, refused):
    path = fill(Way.PAIRS, [["1/4"], ["1/2"], ["0.5"], ["3"], ["２"], ["2"]])
    matrix = read_answers(path, asked(Way.PAIRS)).by_set["towns"]
    assert matrix.loc["growth", "livelihood"] == pytest.approx(1 / 4)
    assert matrix.loc["livelihood", "growth"] == pytest.approx(4)
    lines = path.read_text("utf-8").splitlines()
    turned = lines[1].split(",")
    turned[2:6] = turned[4:6] + turned[2:4]
    twice = [*lines[:2], ",".join(turned), *lines[3:6], lines[6].replace("environment,", "services,", 1)]
    path.write_text("\n".join(twice).replace(",2\n", ",1/10\n"), "utf-8")
    assert refused(path, Way.PAIRS) == [
        ("expert.csv:3", "row_twice"),
        ("expert.csv:7", "with_itself"),
        ("expert.csv:2", "pair_absent"),
        ("expert.csv:2", "pair_absent"),
    ]
    path.write_text("\n".join(lines).replace(",1/4", ",1/10").replace(",３", ",").replace(",3", ","), "utf-8")
    assert refused(path, Way.PAIRS) == [("expert.csv:2", "off_scale_of_pairs"), ("expert.csv:5", "empty")]


def test_units_that_a_panel_does_not_know_stay_empty(fill, asked, refused):
    found = read_answers(fill(Way.RANKING, [["2"], ["1"], ["-"]]), asked(Way.RANKING)).by_set
    assert {s: places.to_dict() for s, places in found.items()} == {"plain_towns": {"east_ford": 2, "long_bridge": 1}}
    keys = refused(fill(Way.RANKING, [["1"], ["1"], [""], ["1.5"], ["0"]]), Way.RANKING)
    assert keys == [("expert.csv:2", "ranks_nothing"), ("expert.csv:5", "not_a_place"), ("expert.csv:6", "not_a_place")]


def test_points_add_up_to_a_hundred(fill, asked, refused):
    shares = read_answers(fill(Way.POINTS, [["40"], ["30"], ["20"], ["10"]]), asked(Way.POINTS)).by_set["towns"]
    assert shares.to_dict() == {"growth": 0.4, "livelihood": 0.3, "environment": 0.2, "services": 0.1}
    assert refused(fill(Way.POINTS, [["40"], ["30"], ["20"], ["20"]]), Way.POINTS) == [("expert.csv:2", "points_sum")]
    keys = refused(fill(Way.POINTS, [["-4"], ["30"], [""], ["20"]]), Way.POINTS)
    assert keys == [("expert.csv:2", "negative_points"), ("expert.csv:4", "empty_points")]


def test_a_file_that_is_another_questionnaire_or_none_is_refused(fill, refused, tmp_path):
    assert refused(fill(Way.POINTS, []), Way.POINTS) == [("expert.csv", "no_rows")]
    assert refused(fill(Way.POINTS, []), Way.PAIRS) == [("expert.csv", "other_way")]
    other = tmp_path / "other.csv"
    other.write_text("code,value\ngdp,1\n", "utf-8")
    assert refused(other, Way.PAIRS) == [("other.csv", "no_way")]
    other.write_text("times,value\n1,b\n", "utf-8")
    assert refused(other, Way.PAIRS) == [("other.csv", "no_column")] * 3


def test_columns_may_be_named_in_one_language_and_stand_in_another_order(tmp_path, asked):
    path = tmp_path / "expert.csv"
    rows = ["分值（合计１００）,code,比较范围", "40,growth,towns", "30,livelihood,towns"]
    path.write_text("\n".join([*rows, "20,environment,towns", "10,services,towns"]), "utf-8")
    assert read_answers(path, asked(Way.POINTS)).by_set["towns"]["growth"] == 0.4


def test_a_column_that_is_there_twice_is_refused(tmp_path, refused):
    path = tmp_path / "expert.csv"
    path.write_text("points,code,set,points\n1,growth,towns,2\n", "utf-8")
    assert refused(path, Way.POINTS) == [("expert.csv:1", "column_twice")]


def test_a_workbook_survives_being_opened_and_saved(fill, asked):
    path = fill(Way.BEST_WORST, GOOD, "expert.xlsx")
    before = read_answers(path, asked(Way.BEST_WORST))
    load_workbook(path).save(path)
    assert read_answers(path, asked(Way.BEST_WORST)) == before


def test_the_examples_can_be_read(asked):
    ways = {"pairs": Way.PAIRS, "panel": Way.RANKING} | dict.fromkeys(["internal", "public", "third_party"], Way.POINTS)
    for path in sorted(EXAMPLES.glob("*.csv")):
        assert read_answers(path, asked(ways.get(path.stem, Way.BEST_WORST))).by_set
