"""``govperf report``."""

import json


def test_a_card_for_every_unit_and_one_that_binds_them(govperf, tmp_path):
    ran = govperf("report", "six_towns", "--kind", "scorecards", "--out", "cards")
    assert ran.exit_code == 0, ran.output
    told = json.loads((tmp_path / "cards" / "results.json").read_text("utf-8"))
    assert len(told["scorecards"]) == 6
    assert (tmp_path / "cards" / "scorecards.html").is_file()
    for unit in told["scorecards"]:
        assert (tmp_path / "cards" / "cards" / f"{unit}.html").is_file()


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
