"""What every command shares: options, words, exit status."""

import json
import os
import subprocess
import sys

import pytest

from govperf_sim import __version__

SHORT = ("--years", "1", "--replications", "12")


def test_it_says_its_version_and_how_to_use_it(govperf):
    assert __version__ in govperf("--version").output
    for command in ("init", "check", "weights", "recheck", "run"):
        helped = govperf(command, "--help")
        assert helped.exit_code == 0
        assert f"Example: govperf {command}" in helped.output


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


@pytest.mark.parametrize("command", [("run", "six_towns"), ("robustness", "six_towns"), ("experiment", "six_towns")])
def test_a_form_that_cannot_be_printed_here_is_refused_before_any_work(govperf, monkeypatch, tmp_path, command):
    from govperf_sim.report.forms import catalogue

    monkeypatch.setattr(catalogue, "find_spec", lambda name: None)
    ran = govperf(*command, "--form", "html", "--form", "pdf", "--form", "docx", "--out", "out")
    assert ran.exit_code == 2
    assert ran.output.count("pip install 'govperf_sim[report]'") == 2
    assert not list(tmp_path.iterdir())
    assert govperf(*command, "--form", "odt", "--out", "out").exit_code == 2


def test_a_form_with_nowhere_to_print_to_is_refused(govperf):
    ran = govperf("robustness", "six_towns", "--form", "pdf")
    assert ran.exit_code == 2
    assert "--out" in ran.output


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "report"),
    [
        (("run", "six_towns", *SHORT), "report"),
        (("robustness", "six_towns", "--draws", "0", "--runs", "0"), "robustness"),
        (("experiment", "six_towns", "visits", "--years", "1", "--replications", "2"), "report"),
    ],
)
def test_a_report_is_printed_in_every_form_asked_for(govperf, tmp_path, command, report):
    ran = govperf(*command, "--form", "pdf", "--form", "xlsx", "--form", "pdf", "--out", "out")
    assert ran.exit_code == 0, ran.output
    assert f"{report}.pdf" in ran.output
    printed = {p.name for p in (tmp_path / "out").iterdir() if p.suffix in (".html", ".docx", ".pdf", ".xlsx")}
    assert printed == {f"{report}.pdf", f"{report}.xlsx"}
    assert printed < set(json.loads((tmp_path / "out" / "results.json").read_text("utf-8"))["files"])
