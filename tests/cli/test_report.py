"""``govperf report``."""

import json


def test_a_card_for_every_unit_and_one_that_binds_them(govperf, tmp_path):
    ran = govperf("report", "six_towns", "--kind", "scorecards", "--out", "cards", "--form", "xlsx")
    assert ran.exit_code == 0, ran.output
    told = json.loads((tmp_path / "cards" / "results.json").read_text("utf-8"))
    assert len(told["scorecards"]) == 6
    assert (tmp_path / "cards" / "scorecards.xlsx").is_file()
    for unit in told["scorecards"]:
        assert (tmp_path / "cards" / "cards" / f"{unit}.xlsx").is_file()


def test_of_one_unit_only_its_own_card(govperf, tmp_path):
    assert (
        govperf("report", "six_towns", "--kind", "scorecards", "--unit", "long_bridge", "--out", "one").exit_code == 0
    )
    assert [p.name for p in (tmp_path / "one" / "cards").iterdir()] == ["long_bridge.html"]
    assert not (tmp_path / "one" / "scorecards.html").exists()


def test_an_unknown_unit_is_named_with_the_nearest_and_nothing_is_written(govperf, tmp_path):
    ran = govperf("report", "six_towns", "--kind", "scorecards", "--unit", "long_brige", "--out", "one", "--lang", "en")
    assert ran.exit_code == 2
    assert "long_brige" in ran.output
    assert "long_bridge" in ran.output
    assert not (tmp_path / "one").exists()


def test_the_stage_report_plays_one_year(govperf, tmp_path):
    ran = govperf("report", "six_towns", "--kind", "stage", "--replications", "3", "--out", "stage", "--form", "xlsx")
    assert ran.exit_code == 0, ran.output
    told = json.loads((tmp_path / "stage" / "results.json").read_text("utf-8"))
    assert told["simulation"] == {"seed": 2025, "replications": 3, "years": 1}


def test_the_report_at_the_end_of_the_year_plays_the_years_of_the_scenario(govperf, tmp_path):
    ran = govperf("report", "six_towns", "--kind", "year_end", "--replications", "3", "--out", "end", "--form", "xlsx")
    assert ran.exit_code == 0, ran.output
    told = json.loads((tmp_path / "end" / "results.json").read_text("utf-8"))
    assert told["simulation"]["years"] == 3
    assert (tmp_path / "end" / "year_end.xlsx").is_file()
    assert not (tmp_path / "end" / "year_end.html").exists()


def test_a_scenario_without_a_cycle_has_no_stage_report(govperf, tmp_path):
    assert govperf("init", "weights_only").exit_code == 0
    (tmp_path / "weights_only" / "cycle.yaml").unlink()
    ran = govperf("report", "weights_only", "--kind", "stage", "--out", "stage")
    assert ran.exit_code == 2
    assert not (tmp_path / "stage").exists()
