"""The papers in their folders."""

import json

import pytest

from govperf_sim.errors import ReportError
from govperf_sim.report.yearly.write import write_scorecards, write_stage, write_year_end


def told(folder):
    found = json.loads((folder / "results.json").read_text("utf-8"))
    assert found["files"] == sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    return found


def test_the_stage_report_and_its_events(run, half, tmp_path):
    place = write_stage(tmp_path / "stage", run.scenario, run.weights, run.played, language="en")
    found = told(place)
    assert {"stage.html", "half.csv"} < set(found["files"])
    assert found["events"]["visit_ends"]["foshan"] == pytest.approx(half.count("visit_ends")["foshan"])


def test_the_same_report_has_the_same_bytes(run, tmp_path):
    first, second = (
        write_stage(tmp_path / name, run.scenario, run.weights, run.played, forms=("xlsx",)) for name in ("one", "two")
    )
    for name in told(first)["files"]:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


@pytest.mark.slow
def test_the_year_end_report_with_its_figures(run, tmp_path):
    place = write_year_end(tmp_path / "end", run.scenario, run.weights, run.played, forms=("xlsx",))
    assert {"year_end.xlsx", "figures/province.svg", "scorecards.csv", "measures.csv"} < set(told(place)["files"])


def test_an_unknown_form_is_refused_before_anything_is_written(run, tmp_path):
    with pytest.raises(ReportError, match="odt"):
        write_scorecards(tmp_path / "cards", run.scenario, run.weights, forms=("odt",))
    assert not (tmp_path / "cards").exists()


def test_a_folder_of_somebody_else_is_left_alone(run, tmp_path):
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(ReportError):
        write_year_end(tmp_path, run.scenario, run.weights, run.played)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.docx"]
