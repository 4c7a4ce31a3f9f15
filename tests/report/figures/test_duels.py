"""Every world of a trial is drawn, on its line and in its panel, losses like gains."""

import pandas as pd
import pytest

from govperf_sim.report.figures.duels import MARKS, duels_figure
from govperf_sim.report.figures.picture import Said
from govperf_sim.report.labels import Labels

ROWS = [("equal", "adaptive", 0.5, "won"), ("equal", "best", -0.2, "lost"), ("equal", "best", 0.1, "open"),
        ("guard", "best", -0.4, "lost")]  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_world_is_a_mark_of_its_own(language, monkeypatch):
    from govperf_sim.words import say

    labels = Labels(language=language, mark="synthetic")
    monkeypatch.setattr(Labels, "word", lambda self, key, **v: say(f"report_anticipate.{key}", self.language, **v))
    duels = pd.DataFrame(ROWS, columns=["panel", "line", "difference", "state"])
    picture = duels_figure(duels, ["equal", "guard"], ["adaptive", "best"], Said("t", "a", "n"), labels)
    equal, guard = picture.figure.axes
    drawn = {
        state: sorted(float(x) for line in equal.lines if line.get_marker() == marker for x in line.get_xdata())
        for state, (marker, *_) in MARKS.items()
    }
    assert drawn == {"won": [0.5], "lost": [-0.2], "open": [0.1]}
    lost = [line for line in guard.lines if line.get_marker() == "v" and len(line.get_xdata())]
    assert [list(line.get_xdata()) for line in lost] == [[-0.4]]
    assert round(float(lost[0].get_ydata()[0])) == 1
    assert picture.name == "trial"
