"""``govperf robustness``."""

import json
from pathlib import Path

import pytest

QUICK = ("--draws", "2000", "--runs", "24")


def test_what_is_settled_tied_and_open_is_said(govperf, tmp_path):
    ran = govperf("robustness", "six_towns", *QUICK, "--json", "t.json")
    assert ran.exit_code == 0, ran.output
    for said in ("the rank is certain for", "nearest to it are", "drawn uniformly", "really active", "how far each"):
        assert said in ran.output
    told = json.loads((tmp_path / "t.json").read_text("utf-8"))["robustness"]
    assert {row["unit"] for row in told["rank_limits"]} == {row["unit"] for row in told["rank_bands"]}
    assert told["sampled"]["draws"] >= 2000


def test_choices_are_selected_by_code_and_the_others_are_told_with_their_reason(govperf, tmp_path):
    ran = govperf("robustness", "six_towns", "--draws", "0", "--runs", "24", "--choice", "weights", "--choice", "data_noise",
                  "--json", "t.json", "--lang", "en")  # fmt: skip
    assert ran.exit_code == 0, ran.output
    told = json.loads((tmp_path / "t.json").read_text("utf-8"))["robustness"]
    assert {row["choice"] for row in told["choices"] if row["varied"]} == {"weights", "data_noise"}
    assert {row["factor"] for row in told["factors"]} == {"weights", "data_noise"}
    assert "not asked for" in ran.output
    wrong = govperf("robustness", "six_towns", "--choice", "wheights")
    assert wrong.exit_code == 2
    assert "did you mean" in wrong.output


def test_what_the_scenario_declares_is_asked_and_an_option_counts_for_more(govperf, tmp_path):
    assert govperf("init", "mine").exit_code == 0
    (tmp_path / "mine" / "robustness.yaml").write_text(
        "robustness:\n  draws: 0\n  runs: 0\n  points: [4]\n  seed: 5\n"
        "  source: {status: assumption, cite: made up for this test}\n", "utf-8"
    )  # fmt: skip
    for options, seed in (((), 5), (("--seed", "6"), 6)):
        assert govperf("robustness", "mine", *options, "--json", "t.json").exit_code == 0
        told = json.loads((tmp_path / "t.json").read_text("utf-8"))["robustness"]
        assert told["asked"] == {"points": [4.0], "seconds": 2.0, "seed": seed}
        assert told["sampled"] is None


@pytest.mark.slow
def test_the_same_seed_writes_the_same_bytes_and_the_page_names_no_outside_address(govperf, tmp_path):
    for out in ("first", "again"):
        assert govperf("robustness", "six_towns", *QUICK, "--out", out, "--lang", "zh").exit_code == 0
    files = {p.relative_to(tmp_path / "first") for p in Path(tmp_path / "first").rglob("*") if p.is_file()}
    assert {"robustness.html", "rank_limits.csv", "flips.csv", "acceptability.csv"} <= {str(f) for f in files}
    for name in sorted(files):
        assert (tmp_path / "again" / name).read_bytes() == (tmp_path / "first" / name).read_bytes(), name
    html = (tmp_path / "first" / "robustness.html").read_text("utf-8")
    assert "结果有多可信" in html
    assert "NaN" not in html.split("<svg", maxsplit=1)[0]


def test_nonsense_ends_with_status_2_and_nothing_written(govperf, tmp_path):
    for wrong in (("--draws", "-1"), ("--seconds", "0"), ("--seconds", "soon"), ("--seed", "-3"), ("--runs", "x")):
        assert govperf("robustness", "six_towns", *wrong, "--out", "out").exit_code == 2, wrong
    assert govperf("robustness", "atlantis").exit_code == 2
    assert not (tmp_path / "out").exists()


def test_a_folder_of_somebody_else_is_left_alone(govperf, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.docx").write_text("years of work")
    assert govperf("robustness", "six_towns", *QUICK, "--out", "out").exit_code == 2
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["thesis.docx"]


def test_with_very_many_ranks_the_time_is_told_and_what_is_feasible_given(govperf, monkeypatch):
    monkeypatch.setattr("govperf_sim.experiments.trust.QUICK_PLACES", 5)
    ran = govperf("robustness", "six_towns")
    assert ran.exit_code == 0, ran.output
    assert "There are 12 ranks" in ran.output
    assert "--all" in ran.output
    assert "0 pairs of neighbours are to be called tied" in ran.output
    assert "certain" in govperf("robustness", "six_towns", "--all", "--draws", "0", "--runs", "0").output
