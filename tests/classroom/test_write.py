"""From a scenario to a page on the disk; what stands in the way is told before anything is played."""

import pytest
from small_class import OUTCOMES, small_class

from govperf_sim.classroom.write import course_of, write_page
from govperf_sim.errors import ExperimentError, ReportError, ScenarioError
from govperf_sim.scenario.load import load_scenario


def test_a_page_is_written_and_may_be_made_anew(tmp_path):
    course = course_of(load_scenario(small_class(tmp_path / "towns")))
    out = tmp_path / "deep" / "page.html"
    made = write_page(out, course, "en", store=tmp_path / "store")
    page = out.read_bytes()
    assert (made.size, len(made.claims), len(made.grid.readings["level"])) == (len(page), 1, 4)
    assert write_page(out, course, "en", store=tmp_path / "store").size == made.size
    assert out.read_bytes() == page  # the same runs, the same bytes
    assert [p.name for p in out.parent.iterdir()] == ["page.html"]


def test_whatever_else_is_there_stays(tmp_path):
    course = course_of(load_scenario(small_class(tmp_path / "towns")))
    kept = tmp_path / "letter.html"
    kept.write_text("<p>to my mother", "utf-8")
    for taken in (kept, tmp_path):
        with pytest.raises(ReportError, match=taken.name):
            write_page(taken, course, "en", store=tmp_path / "store")
    assert kept.read_text("utf-8") == "<p>to my mother"
    assert not (tmp_path / "store").exists()


def test_a_story_that_the_runs_do_not_bear_out_is_not_told(tmp_path):
    claim = {"outcome": "effort_growth", "after": {"reward": 1.5}, "moves": "down"}
    course = course_of(load_scenario(small_class(tmp_path / "towns", holds=[claim])))
    with pytest.raises(ScenarioError, match=r"lesson\.yaml:\d+.*effort_growth"):
        write_page(tmp_path / "page.html", course, "en")
    assert not (tmp_path / "page.html").exists()


def test_a_page_needs_the_score_and_the_truth(tmp_path):
    fewer = {code: outcome for code, outcome in OUTCOMES.items() if code not in ("reported", "level")}
    with pytest.raises(ExperimentError) as refused:
        course_of(load_scenario(small_class(tmp_path / "towns", outcomes=fewer)))
    assert [f.message.values["outcome"] for f in refused.value.faults] == ["reported", "level"]


def test_without_a_lesson_there_are_sliders_and_without_an_experiment_nothing(tmp_path):
    folder = small_class(tmp_path / "towns")
    (folder / "lesson.yaml").unlink()
    assert course_of(load_scenario(folder)).lesson is None
    (folder / "experiments" / "classroom.yaml").unlink()
    with pytest.raises(ScenarioError, match="classroom"):
        course_of(load_scenario(folder))
