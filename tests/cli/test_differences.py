"""How differences are told in a terminal."""

import io

import pytest
from rich.console import Console

from govperf_sim.cli.differences import MOST_ROWS, Asked, differences, records, show_differences
from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.outcome import Outcome
from tests.tried import tried


def shown(found, asked=Asked()):  # noqa: B008 - frozen
    told = io.StringIO()
    show_differences(Console(file=told, width=100), found, asked, "en")
    return told.getvalue()


def test_what_rounds_to_nothing_is_not_called_better_and_what_does_not_is():
    found = tried(
        lambda v, g: {"y": g.normal() * 1e-3 + v["x"]},
        levers={"x": (0.0, 1e-12, 1.0)},
        outcomes=(Outcome(code="y", better="more"),),
    )
    lines = shown(found).splitlines()
    assert "▲" in next(line for line in lines if line.strip().startswith("2"))
    assert "▲" not in next(line for line in lines if line.strip().startswith("1"))


def test_an_outcome_that_nobody_has_is_named_and_others_are_told():
    told = shown(tried(lambda v, g: {"y": v["x"] + g.normal()}, levers={"x": (0.0, 9.0)}, outcomes=("y", "z")))
    assert "Nobody has: z" in told
    assert "+9" in told


def test_one_policy_has_means_and_nothing_to_be_compared_with():
    found = tried(lambda v, g: {"y": 3.0})
    assert "compared" not in shown(found)
    (record,) = records(differences(found, Asked()))
    assert (record["value"], record["difference"], record["verdict"]) == (3.0, None, None)


def test_long_tables_are_cut_and_say_so():
    found = tried(lambda v, g: {"y": v["x"]}, levers={"x": tuple(range(MOST_ROWS + 5))})
    assert "(and 5 more rows; --json gives them all)" in shown(found)


def test_an_outcome_that_is_not_there_is_refused():
    with pytest.raises(ExperimentError):
        differences(tried(lambda v, g: {"y": 3.0}), Asked(outcomes=("why",)))
