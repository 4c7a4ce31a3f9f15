from __future__ import annotations

from govperf_sim.report.experiment.labels import ExperimentLabels
from govperf_sim.report.figures.chosen import Candidate, chosen_figure
from govperf_sim.report.figures.picture import Said


def test_bars_are_as_long_as_policies_were_played() -> None:
    labels = ExperimentLabels(language="en", policies=(), factors={}, outcomes={})
    candidates = [Candidate("visits 4", 120, "chosen"), Candidate("as it is", 32, "eliminated")]
    picture = chosen_figure(candidates, Said("title", "what it shows", "how to read it"), labels)
    axes = picture.figure.axes[0]
    assert [bar.get_width() for bar in axes.patches] == [120, 32]
    assert [text.get_text() for text in picture.figure.legends[0].get_texts()] == ["chosen", "eliminated"]
