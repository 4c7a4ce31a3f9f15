"""What is said of a conflict; the whole of it stands in test_conflicts."""

from govperf_sim.weights.conflict_faults import SHOWN, Told
from govperf_sim.weights.rules import EachShare, Share


def test_no_more_ways_out_than_anybody_reads():
    rules = [Share(f"r{n}", of=["a"], at_least=0.1) for n in range(6)]
    said = Told({"g": ("a",)}, {}).drop([[r] for r in rules]).text("en")
    assert said.count("; or ") == SHOWN - 1


def test_a_relaxed_row_of_one_indicator_names_it():
    rule = EachShare("each", of=["a", "b"], at_least=0.6)
    said = Told({"g": ("a", "b")}, {}).relax([rule], {"each(g,b)": 0.2}).text("en")
    assert said == "to relax limits, at least 20 points of 100 in all: each (g, b) by 20"
