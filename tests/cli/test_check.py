"""``govperf init`` and ``govperf check``."""

import json
from pathlib import Path

SHORT = ("--years", "1", "--replications", "12")


def test_a_starter_is_made_checked_and_run(govperf, tmp_path):
    assert "govperf check" in govperf("init", "mine").output
    ran = govperf("run", "mine", "--out", "out", *SHORT)
    assert ran.exit_code == 0, ran.output
    assert {"report.html", "results.json", "weights.csv"} <= {p.name for p in (tmp_path / "out").iterdir()}
    assert "every declared experiment can be played: anticipate" in govperf("check", "mine").output
    again = govperf("init", "mine")
    assert again.exit_code == 2
    assert "mine" in again.output


def test_check_says_what_was_looked_at_and_what_is_worth_a_second_look(govperf, tmp_path):
    clear = govperf("check", Path(__file__).parents[2] / "scenarios" / "tai2001")
    assert clear.exit_code == 0
    assert "nothing calls for a second look" in clear.output
    assert "data/panel.csv:74" in govperf("check", "six_towns").output  # a preliminary figure, revised by a tenth
    govperf("init", "mine")
    source = "source: {status: assumption, cite: made up for this test}"
    declared = f"checks:\n  sums:\n    whole: {{total: output, parts: [sewage, jobs], {source}}}\n"
    (tmp_path / "mine" / "checks.yaml").write_text(declared, "utf-8")
    framework = tmp_path / "mine" / "framework.yaml"
    text = framework.read_text("utf-8")
    framework.write_text(text.replace("  prefer:", f"  impute: {{method: last_value, {source}}}\n  prefer:"), "utf-8")
    panel = tmp_path / "mine" / "data" / "panel.csv"
    panel.write_text(panel.read_text("utf-8").replace("east_ford,air,2024,36,,synthetic\n", ""), "utf-8")
    told = govperf("check", "mine", "--json", "found.json")
    assert told.exit_code == 0, told.output
    assert "east_ford, air, 2024: missing became 38" in told.output
    for word in ("panel.csv:2", "strong", "13 worth a second look", "comparisons by"):
        assert word in told.output, told.output
    found = json.loads((tmp_path / "found.json").read_text("utf-8"))
    assert found["treated"] == [{"unit": "east_ford", "indicator": "air", "period": 2024, "before": None, "after": 38.0,
                                 "why": "last_value", "basis": "2023"}]  # fmt: skip
    assert found["screening"]["tested"]["adding_up"] == 12
    finding = found["screening"]["findings"][0]
    assert finding["place"].startswith("data/panel.csv:2, ")
    assert finding["innocent"]
    chinese = govperf("check", "mine", "--lang", "zh")
    assert "值得再看" in chinese.output
    assert "东渡镇" in chinese.output
    assert "east_ford" not in chinese.output.partition("值得再看")[2]
    assert not any(
        word in told.output.lower() + chinese.output for word in ("fraud", "cheat", "造假", "作假", "弄虚作假")
    )


def test_check_names_what_is_wrong_with_an_experiment(govperf, tmp_path):
    govperf("init", "mine")
    file = tmp_path / "mine" / "experiments" / "visits.yaml"
    file.write_text(file.read_text("utf-8").replace("path: cycle.visits.a_year", "path: cycle.vists.a_year"), "utf-8")
    told = govperf("check", "mine")
    assert told.exit_code == 2
    assert "experiments/visits.yaml:22:12" in told.output
    assert "did you mean “visits”" in told.output
