"""``govperf verify``."""

import json

import pytest


def test_a_case_with_parameters_of_ones_own(govperf, tmp_path):
    ran = govperf("verify", "t01", "-p", "substitution=0.3", "-p", "benefit=2,1", "--json", "found.json")
    assert ran.exit_code == 0, ran.output
    assert "effort on task 1" in ran.output
    found = json.loads((tmp_path / "found.json").read_text("utf-8"))["t01"]
    assert found["holds"] is True
    assert found["parameters"]["benefit"] == [2, 1]
    assert found["quantities"]["effort_1"]["z"] is None


def test_it_speaks_chinese(govperf):
    ran = govperf("verify", "t04", "--replications", "20", "--lang", "zh")
    assert ran.exit_code == 0, ran.output
    assert "理论值" in ran.output
    assert "虚报分值" in ran.output


def test_json_alone_goes_to_standard_output(govperf):
    ran = govperf("verify", "t02", "--json", "-")
    assert json.loads(ran.stdout)["t02"]["quantities"]["surplus"]["exact"] == pytest.approx(0.18)


def test_a_page_is_written(govperf, tmp_path):
    assert govperf("verify", "t04", "--page", "page.md").exit_code == 0
    assert "| fabricated |" in (tmp_path / "page.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("t01", "-p", "substitution=1.5"), "t01.substitution"),
        (("t01", "-p", "substitution=much"), "much"),
        (("t01", "-p", "substitutoin=0.5"), "substitution"),
        (("t01", "-p", "substitution"), "name=value"),
        (("t011",), "t01"),
        (("-p", "units=7"), "name the case"),
        (("t04", "--replications", "1"), "verify.replications"),
    ],
    ids=str,
)
def test_nonsense_ends_with_status_2_and_says_what(govperf, arguments, said):
    ran = govperf("verify", *arguments)
    assert ran.exit_code == 2
    assert said in ran.output


def test_a_case_that_fails_ends_with_status_1(govperf, monkeypatch):
    monkeypatch.setattr("govperf_sim.theory.verify.SIGMAS", 0.0)
    ran = govperf("verify", "t04", "--replications", "20")
    assert ran.exit_code == 1
    assert "differ" in ran.output
