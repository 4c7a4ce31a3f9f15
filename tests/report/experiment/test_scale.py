from __future__ import annotations

import pytest

from govperf_sim.experiments.outcome import Outcome
from govperf_sim.report.experiment.scale import scale_of

WELFARE = Outcome(code="welfare", measures=("welfare",))
FALSE = Outcome(code="false", measures=("falsely_sanctioned",), over="sanctioned")
DAYS = Outcome(code="days", measures=("staff_on_visits",), over="visited")


@pytest.mark.parametrize(
    ("outcome", "values", "unit", "shown"),
    [
        (WELFARE, [0.6], "points", "+0.61"),  # points of 100
        (FALSE, [0.3, 0.0], "percent", "+0.61"),  # a part of its whole
        (DAYS, [3.5, 2.0], "count", "+0.0061"),  # as many as three days a visit are no share
        (Outcome(code="cost"), [3.0], "count", "+0.0061"),
    ],
)
def test_an_outcome_is_shown_in_its_unit(outcome: Outcome, values: list[float], unit: str, shown: str) -> None:
    scale = scale_of(outcome, values, [0.0123, float("nan")])
    assert scale.unit == unit
    assert scale.difference(0.0061) == shown


def test_what_rounds_to_nothing_is_slight_and_a_single_replication_has_no_span() -> None:
    scale = scale_of(WELFARE, [0.6], [0.1])
    assert scale.slight(0.00004)
    assert not scale.slight(0.00006)
    assert scale.span(float("nan"), float("nan")) == "—"
    assert scale.signed_span(-0.001, 0.002) == "[\N{MINUS SIGN}0.10, +0.20]"
