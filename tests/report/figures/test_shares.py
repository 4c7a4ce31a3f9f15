from __future__ import annotations

import pandas as pd

from govperf_sim.report.experiment.labels import ExperimentLabels
from govperf_sim.report.figures.picture import Said
from govperf_sim.report.figures.shares import shares_figure


def test_each_uncertainty_has_two_bars_in_the_order_given() -> None:
    labels = ExperimentLabels(language="en", policies=(), factors={}, outcomes={})
    parts = ("first", "first_low", "first_high", "total", "total_low", "total_high")
    table = pd.DataFrame([[0.2, 0.1, 0.3, 0.4, 0.3, 0.5], [0.5, 0.4, 0.6, 0.7, 0.6, 0.8]], ["b", "a"], list(parts))
    picture = shares_figure({"welfare": table}, {"a": "growth", "b": "detection"}, Said("t", "alt", "note"), labels)
    axes = picture.figure.axes[0]
    assert [bar.get_width() for bar in axes.patches] == [0.5, 0.2, 0.7, 0.4]
    assert [text.get_text() for text in axes.get_yticklabels()] == ["growth", "detection"]
