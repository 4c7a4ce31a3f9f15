"""What was played beside what theory says."""

from __future__ import annotations

import pandas as pd
import pytest

from govperf_sim.report.figures.curves import ACROSS, curves_figure
from govperf_sim.report.figures.picture import Said
from govperf_sim.report.labels import Labels

WORDS = Said("title", "alt", "note")
PLAYED = pd.DataFrame({"value": [1.0, 2.0], "low": [0.5, 2.0], "high": [1.25, 2.0]}, index=[0.0, 4.0])


def drawn(panels: dict[str, dict[str, pd.DataFrame]]):
    picture = curves_figure("curves", WORDS, "visits", panels, Labels(language="en", mark="illustrative"))
    return picture, picture.figure.axes


def test_marks_stand_at_what_was_played_with_their_intervals():
    picture, (axes,) = drawn({"reported": {"lies": PLAYED}})
    ((marks, _, bars),) = axes.containers
    assert (list(marks.get_xdata()), list(marks.get_ydata())) == ([0.0, 4.0], [1.0, 2.0])
    ends = [[y for _, y in segment] for segment in bars[0].get_segments()]
    assert ends == [[0.5, 1.25], [2.0, 2.0]]
    assert axes.get_xlabel() == "visits"
    assert axes.get_legend() is None
    assert (picture.title, picture.alt, picture.note) == ("title", "alt", "note")
    assert picture.figure.get_supxlabel() == "illustrative"


def test_the_line_of_theory_has_the_colour_of_its_marks():
    _, (axes,) = drawn({"reported": {"lies": PLAYED.assign(theory=[1.5, 2.5]), "work": PLAYED}})
    lines = [line for line in axes.lines if line.get_linestyle() == "-"]
    assert [list(line.get_ydata()) for line in lines] == [[1.5, 2.5]]
    assert lines[0].get_color() == axes.containers[0][0].get_color() != axes.containers[1][0].get_color()
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["lies", "work"]


@pytest.mark.parametrize("many", [1, ACROSS, ACROSS + 1])
def test_there_is_a_panel_for_each_and_none_besides(many):
    _, panels = drawn({f"panel {n}": {"lies": PLAYED} for n in range(many)})
    assert [axes.get_title(loc="left") for axes in panels if axes.get_visible()] == [f"panel {n}" for n in range(many)]


def test_an_interval_that_rounding_turned_round_is_no_fault():
    turned = PLAYED.assign(low=PLAYED["value"] + 1e-17, high=PLAYED["value"] - 1e-17)
    assert drawn({"reported": {"lies": turned}})[0].png.startswith(b"\x89PNG")
