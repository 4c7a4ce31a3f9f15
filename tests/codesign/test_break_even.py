"""Where plain weights become better: zeros that can be worked out by hand."""

import dataclasses

import pandas as pd
import pytest

from govperf_sim.codesign.anticipate import anticipate
from govperf_sim.codesign.break_even import break_even
from govperf_sim.codesign.outlook import Outlook
from govperf_sim.codesign.plain import Scheme
from govperf_sim.experiments.design.distributions import Among, Uniform
from govperf_sim.experiments.design.factors import Uncertainty
from govperf_sim.scenario.load import load_scenario


class Judged:
    """A response whose welfare is known: plain weights are worth 0, the others ``gain``."""

    groups, indicators = ("all",), ("x1", "x2")

    def __init__(self, gain):
        self.gain = gain

    def welfare(self, weights):
        return self.gain if weights[0, 0] > 0.5 else 0.0


@dataclasses.dataclass(frozen=True, eq=False)
class Known(Outlook):
    """An outlook in which the gain is a function of what is uncertain."""

    gain: object = None

    def response_at(self, row):
        return Judged(self.gain(*row))


def asked(spread, gain):
    towns = load_scenario("six_towns")
    unknown = Uncertainty(code="cost", path="cycle.work.effort_cost", spread=spread, because="a test")
    worlds = Known(towns, (unknown,), ((0.5,),), 1, 1, gain=gain)
    ours, plain = (pd.DataFrame([[w, 1 - w]], index=["all"], columns=["x1", "x2"]) for w in (0.9, 0.1))
    found = dataclasses.replace(
        anticipate(towns, starts=0), outlook=worlds, plain={Scheme.EQUAL: plain}, found=Found(ours)
    )
    return break_even(found)


@dataclasses.dataclass
class Found:
    table: pd.DataFrame


def test_one_zero():
    """Plain weights are better below .4: two thirds of .2 to .5."""
    (row,) = asked(Uniform(0.2, 0.5), lambda cost: cost - 0.4).to_dict("records")
    assert (row["uncertainty"], row["versus"]) == ("cost", "equal")
    assert row["high"] == pytest.approx(0.4, abs=1e-4)
    assert row["low"] == pytest.approx(0.2, abs=0.3 * 0.005 + 1e-9)
    assert row["chance"] == pytest.approx(2 / 3, abs=1e-3)


def test_a_range_in_the_middle():
    (row,) = asked(Uniform(0.0, 1.0), lambda cost: (cost - 0.3) * (cost - 0.6)).to_dict("records")
    assert (row["low"], row["high"]) == (pytest.approx(0.3, abs=1e-3), pytest.approx(0.6, abs=1e-3))
    assert row["chance"] == pytest.approx(0.3, abs=1e-3)


def test_never_and_always():
    assert asked(Uniform(0.2, 0.5), lambda cost: 1.0).empty
    (row,) = asked(Uniform(0.2, 0.5), lambda cost: -1.0).to_dict("records")
    assert row["chance"] == 1.0


def test_listed_values_are_told_one_by_one():
    table = asked(Among((1, 2, 3, 4)), lambda cost: 2.5 - cost)
    assert table[["low", "high", "chance"]].to_numpy().tolist() == [[3, 3, 0.25], [4, 4, 0.25]]


def test_a_break_even_of_a_scenario_is_where_two_outlooks_change_places():
    """At the ends of the range that is told, and beyond, the response model itself is asked again."""
    towns = load_scenario("six_towns")
    found = anticipate(towns, "visits", starts=1)
    table = break_even(found)
    told = table[table["versus"] == "importance"].set_index("uncertainty")["chance"]
    gain = found.welfare["anticipated"] - found.welfare["importance"]
    assert (gain < 0).all()  # the guard keeps the anticipated weights from where importance may go
    assert told.tolist() == [1.0, 1.0]
