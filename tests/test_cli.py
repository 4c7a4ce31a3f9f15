"""What people type, what they see, and the exit status."""

import json
import os
import subprocess
import sys
from pathlib import Path

import mutations
import pytest
from typer.testing import CliRunner

from govperf_sim import __version__
from govperf_sim.cli import app
from govperf_sim.scenario.load import EXAMPLES

SHORT = ("--years", "1", "--replications", "12")


@pytest.fixture
def govperf(monkeypatch, tmp_path):
    """Run a command in an empty folder; anything that is not an exit with a status is an error of ours."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVPERF_LANG", "en")

    def call(*arguments):
        ran = CliRunner().invoke(app, [str(a) for a in arguments])
        if ran.exception is not None and not isinstance(ran.exception, SystemExit):
            raise ran.exception
        return ran

    return call


def test_it_says_its_version_and_how_to_use_it(govperf):
    assert __version__ in govperf("--version").output
    for command in ("init", "check", "weights", "recheck", "run"):
        helped = govperf(command, "--help")
        assert helped.exit_code == 0
        assert f"Example: govperf {command}" in helped.output


def test_a_starter_is_made_checked_and_run(govperf, tmp_path):
    assert "govperf check" in govperf("init", "mine").output
    assert govperf("check", "mine").exit_code == 0
    ran = govperf("run", "mine", "--out", "out", *SHORT)
    assert ran.exit_code == 0, ran.output
    assert {"report.html", "results.json", "weights.csv"} <= {p.name for p in (tmp_path / "out").iterdir()}
    again = govperf("init", "mine")
    assert again.exit_code == 2
    assert "mine" in again.output


def test_every_fault_is_told_with_its_line_and_nothing_is_written(govperf, tmp_path):
    govperf("init", "mine")
    rules = tmp_path / "mine" / "rules.yaml"
    lines = rules.read_text("utf-8").splitlines()
    wrong = [n for n, line in enumerate(lines, start=1) if line.strip().startswith("at_most:")][:2]
    for n in wrong:
        lines[n - 1] = lines[n - 1].replace("at_most:", "at_mots:", 1)
    rules.write_text("\n".join(lines), "utf-8")
    ran = govperf("run", "mine", "--out", "out", *SHORT)
    assert ran.exit_code == 2
    for n in wrong:
        assert f"rules.yaml:{n}:" in ran.output
    assert "did you mean “at_most”" in ran.output
    assert not (tmp_path / "out").exists()
    assert "at_most" in govperf("check", "mine", "--lang", "zh").output


def test_json_goes_to_a_file_or_to_standard_output_alone(govperf, tmp_path):
    told = govperf("check", "six_towns", "--json", "-")
    assert json.loads(told.stdout)["faults"] == []
    (tmp_path / "empty").mkdir()
    told = govperf("check", "empty", "--json", "faults.json")
    assert told.exit_code == 2
    assert json.loads((tmp_path / "faults.json").read_text("utf-8"))["faults"]


def test_rules_that_contradict_one_another_are_named_with_status_3(govperf, tmp_path):
    govperf("init", "mine")
    rules = tmp_path / "mine" / "rules.yaml"
    source = "source: {status: assumption, cite: made up for this test}"
    more = [
        f"  more_{a}_than_{b}: {{kind: order, more: {a}, less: {b}, gap: 0.01, {source}}}"
        for a, b in (("G1", "G2"), ("G2", "G1"))
    ]
    first, second = _two_indicators(tmp_path / "mine")
    text = rules.read_text("utf-8").replace(
        "rules:\n", "rules:\n" + "\n".join(more).replace("G1", first).replace("G2", second) + "\n", 1
    )
    rules.write_text(text, "utf-8")
    ran = govperf("check", "mine")
    assert ran.exit_code == 3, ran.output
    assert f"more_{first}_than_{second}" in ran.output
    assert f"more_{second}_than_{first}" in ran.output


def _two_indicators(folder):
    from govperf_sim import load_scenario

    framework = load_scenario(folder).framework
    return framework.core(next(iter(framework.systems)))[:2]


def test_a_folder_of_somebody_else_is_left_alone(govperf, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.docx").write_text("years of work")
    ran = govperf("run", "six_towns", "--out", "out", *SHORT)
    assert ran.exit_code == 2
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["thesis.docx"]


@pytest.mark.parametrize(
    "arguments",
    [("run", "no_such_folder"), ("check", "__file__"), ("run", "six_towns", "--years", "0"), ("check",), ("chekc", "x"),
     ("run", "six_towns", "--lang", "fr"), ("run", "six_towns", "--out", "__file__")],
)  # fmt: skip
def test_whatever_is_typed_wrong_ends_with_status_2(govperf, arguments):
    ran = govperf(*(__file__ if a == "__file__" else a for a in arguments))
    assert ran.exit_code == 2, ran.output


def test_no_traceback_reaches_the_terminal(tmp_path):
    environment = {**os.environ, "GOVPERF_LANG": "zh", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "govperf_sim", "check", str(tmp_path / "没有")]
    ran = subprocess.run(command, capture_output=True, cwd=tmp_path, env=environment, check=False)
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stdout + ran.stderr


def test_the_same_seed_gives_the_same_bytes_twice_and_on_two_workers(govperf, tmp_path):
    runs = {"first": (), "again": (), "two": ("--workers", "2")}
    for out, more in runs.items():
        assert govperf("run", "six_towns", "--out", out, *SHORT, *more).exit_code == 0
    files = {p.relative_to(tmp_path / "first") for p in Path(tmp_path / "first").rglob("*") if p.is_file()}
    for out in ("again", "two"):
        for name in sorted(files):
            assert (tmp_path / out / name).read_bytes() == (tmp_path / "first" / name).read_bytes(), (out, name)


@pytest.mark.parametrize("count", [26, pytest.param(200, marks=pytest.mark.slow)])
def test_a_mistake_in_a_file_ends_with_status_2_its_line_and_nothing_written(govperf, tmp_path, count):
    for number, mutation in enumerate(mutations.mutations(EXAMPLES / "six_towns", seed=7, count=count)):
        copy = mutations.mutated(EXAMPLES / "six_towns", tmp_path / str(number), mutation)
        ran = govperf("run", copy, "--out", "out", *SHORT)
        assert ran.exit_code == 2, mutation
        assert f"{mutation.file}:{mutation.line}" in ran.output, mutation
        assert not (tmp_path / "out").exists()


def test_another_seed_gives_other_numbers(govperf, tmp_path):
    for seed in ("1", "2"):
        govperf("run", "six_towns", "--out", seed, *SHORT, "--seed", seed)
    assert (tmp_path / "1" / "measures.csv").read_bytes() != (tmp_path / "2" / "measures.csv").read_bytes()


def test_check_says_what_was_looked_at_and_what_is_worth_a_second_look(govperf, tmp_path):
    clear = govperf("check", Path(__file__).parents[1] / "scenarios" / "tai2001")
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
    assert not any(
        word in told.output.lower() + chinese.output for word in ("fraud", "cheat", "造假", "作假", "弄虚作假")
    )


def test_weights_are_shown_explained_certified_and_rechecked(govperf, tmp_path):
    shown = govperf("weights", "six_towns", "--out", "certificate.json", "--json", "weights.json")
    assert shown.exit_code == 0, shown.output
    for said in ("points of 100", "largest regret", "are met exactly", "The certificate is certificate.json"):
        assert said in shown.output
    told = json.loads((tmp_path / "weights.json").read_text("utf-8"))["weights"]
    assert all(sum(row.values()) == pytest.approx(1) for row in told.values())
    certificate = json.loads((tmp_path / "certificate.json").read_text("utf-8"))
    assert certificate["question"]["goal"] == {"kind": "regret_guard", "kappa": 0.5}
    checked = govperf("recheck", "certificate.json")
    assert checked.exit_code == 0, checked.output
    assert certificate["fingerprint"] in checked.output.replace("\n", "")


def test_kappa_is_the_one_that_was_asked_for(govperf, tmp_path):
    assert govperf("weights", "six_towns", "--out", "c.json", "--kappa", "0.25", "--lang", "zh").exit_code == 0
    assert json.loads((tmp_path / "c.json").read_text("utf-8"))["question"]["goal"]["kappa"] == 0.25
    assert govperf("weights", "six_towns", "--kappa", "1.5").exit_code == 2


def test_a_certificate_that_was_altered_ends_with_status_2(govperf, tmp_path):
    assert govperf("weights", "six_towns", "--out", "c.json").exit_code == 0
    content = json.loads((tmp_path / "c.json").read_text("utf-8"))
    unit = next(iter(content["units"]))
    content["units"][unit]["score"] += 0.05
    (tmp_path / "c.json").write_text(json.dumps(content), "utf-8")
    ran = govperf("recheck", "c.json")
    assert ran.exit_code == 2
    assert f"units.{unit}.score" in ran.output
    assert "指纹与内容不符" in govperf("recheck", "c.json", "--lang", "zh").output


def test_what_is_no_certificate_ends_with_status_2(govperf, tmp_path):
    (tmp_path / "photo.json").write_bytes(bytes(range(256)))
    for file in ("photo.json", "no_such_file.json", "."):
        assert govperf("recheck", file).exit_code == 2, file
