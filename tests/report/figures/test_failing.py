from __future__ import annotations

from matplotlib.patches import Rectangle

from govperf_sim.report.experiment.labels import ExperimentLabels
from govperf_sim.report.figures.failing import Failing, Side, failing_figure
from govperf_sim.report.figures.picture import Said

EN = ExperimentLabels(language="en", policies=(), factors={}, outcomes={})
SAID = Said("title", "what it shows", "how to read it")


def test_the_box_is_drawn_where_its_ranges_say_and_open_ends_reach_the_edge() -> None:
    across = Side("growth", (0.1, 0.2, 0.6, 0.9), box=(0.05, 0.3))
    up = Side("season", (0.0, 1.0, 0.0, 1.0), listed=("dry", "wet"))
    panel = Failing("fails in 2 of 4", across, up, ("fails", "fails", "holds", "refused"), "growth is at most 0.3")
    picture = failing_figure([panel], SAID, EN)
    axes = picture.figure.axes[0]
    box = next(p for p in axes.patches if isinstance(p, Rectangle))
    assert (box.get_x() + box.get_width(), box.get_y()) == (0.3, axes.get_ylim()[0])
    assert [text.get_text() for text in axes.get_yticklabels()] == ["dry", "wet"]
    key = [text.get_text() for text in picture.figure.legends[0].get_texts()]
    assert key == ["holds", "fails", "could not be played", "where failures are dense"]


def test_a_single_uncertainty_is_drawn_along_one_axis_and_without_a_box_none_is_drawn() -> None:
    panel = Failing("fails in 1 of 2", Side("growth", (0.1, 0.9)), None, ("fails", "holds"), "")
    axes = failing_figure([panel], SAID, EN).figure.axes[0]
    assert not axes.patches
    assert list(axes.get_yticks()) == []
