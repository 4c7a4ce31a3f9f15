from __future__ import annotations

import pytest
from matplotlib.patches import Wedge

from govperf_sim.report.figures.framework import framework_figure
from govperf_sim.report.labels import Labels
from govperf_sim.report.tree import Branch
from govperf_sim.words import Name


def named(text: str) -> Name:
    return Name(zh=text, en=text)


GROWTH = (Branch("indicator", "G1", named("gdp"), 0.25), Branch("indicator", "G2", named("trade"), 0.01))
AIR = Branch("factor", "", named("air"), 0.74, (Branch("indicator", "E1", named("clean days"), 0.74),))
SYSTEM = Branch(
    "system", "regional", named("regions"), 1.0,
    (Branch("domain", "growth", named("growth"), 0.26, GROWTH), Branch("domain", "green", named("green"), 0.74, (AIR,))),
    ("city",),
)  # fmt: skip


def test_angles_are_weights_and_every_ring_closes() -> None:
    axes = framework_figure(SYSTEM, "regions (city)", Labels(language="en")).figure.axes[0]
    wedges = [p for p in axes.patches if isinstance(p, Wedge)]
    angles = [round(w.theta2 - w.theta1, 6) for w in wedges]
    assert angles == pytest.approx([93.6, 90.0, 3.6, 266.4, 266.4, 266.4])
    assert sum(a for a, w in zip(angles, wedges, strict=True) if w.r == 1.0) == pytest.approx(360)


def test_a_slice_too_small_for_its_name_is_named_in_the_description() -> None:
    picture = framework_figure(SYSTEM, "regions (city)", Labels(language="en"))
    shown = [t.get_text() for t in picture.figure.axes[0].texts]
    assert "gdp 25.0" in shown
    assert not any("trade" in text for text in shown)
    assert "trade 1.0" in picture.alt
    assert "“green”, 74.0 points" in picture.alt


def test_a_long_name_is_cut_but_never_its_number() -> None:
    long = Branch("indicator", "G1", named("a very long name of an indicator that nobody can read in a figure"), 1.0)
    whole = Branch("system", "s", named("s"), 1.0, (Branch("domain", "d", named("d"), 1.0, (long,)),), ("g",))
    shown = [t.get_text() for t in framework_figure(whole, "s", Labels(language="en")).figure.axes[0].texts]
    assert shown[-1].endswith("… 100.0")
    assert max(map(len, shown[-1].splitlines())) <= 30
