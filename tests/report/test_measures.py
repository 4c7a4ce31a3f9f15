from __future__ import annotations

from govperf_sim.report.labels import Labels
from govperf_sim.report.measures import named_with_unit, negligible, shown, shown_difference

EN = Labels(language="en")


def test_scores_are_shown_in_points_shares_in_per_cent_and_counts_as_counts() -> None:
    assert shown("score", 0.7125) == "71.25"
    assert shown("gaming_share", 0.034) == "3.40"
    assert shown("found", 2.0) == "2.00"
    assert shown("ratchet_gap", -0.02) == "-2.00"
    assert shown("staff_meeting", 0.34) == "34.00"
    assert shown("tenure", 3.0) == "3.00"
    assert shown("cases_arrived", 4995.76) == "4996"
    assert named_with_unit("score", EN).endswith("(points)")
    assert named_with_unit("gaming_share", EN).endswith("(%)")


def test_a_difference_that_rounds_to_nothing_is_negligible() -> None:
    assert negligible("score", 0.00004)
    assert shown_difference("score", 0.00004) == "0.00"
    assert not negligible("score", 0.0001)


def test_a_measure_without_words_is_shown_by_its_code() -> None:
    assert named_with_unit("unheard_of", EN) == "unheard_of"
