"""Image projects: what pays, what shows, what is owed."""

import numpy as np
import pytest
from assessed import cycle, population, reports, table, weights, work

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, Vanity, play
from govperf_sim.simulation.vanity import invest, served, vanity_cost

QUIET = {"work": work(shock=0.0), "reports": None, "visits": None}


def vanity(**changed):
    plain = {
        "visible": ("gdp", "air"),
        "lift": 0.5,
        "cost": 0.01,
        "curvature": 1.0,
        "debt_service": 0.3,
        "discount": 0.1,
    }
    return Vanity(**{**plain, **changed})


def played(years=3, **changed):
    return play(cycle(**{**QUIET, **changed}), population(), weights(), Luck(1), years)


def test_the_investment_is_the_best_of_a_fine_grid():
    rule = vanity()
    own, tasks, visible = np.array([[0.3, 0.7]]), np.array([[0.3, 0.7]]), np.array([True, False])
    grid = np.linspace(0, 1, 100_001)
    slope = 0.9 * (rule.lift * 0.3 - rule.discount * rule.debt_service)
    utility = slope * grid - vanity_cost(grid, rule)
    assert invest(own, tasks, visible, 0.9, rule)[0] == pytest.approx(grid[utility.argmax()], abs=1e-5)


def test_who_foresees_the_debt_or_pays_too_much_does_not_invest():
    own, tasks, visible = np.array([[1.0]]), np.array([[1.0]]), np.array([True])
    assert invest(own, tasks, visible, 1.0, vanity(discount=0.9, debt_service=0.6))[0] == 0.0
    assert invest(own, tasks, visible, 1.0, vanity(cost=0.5))[0] == 0.0
    assert invest(own, tasks, visible, 1.0, vanity())[0] > 0.0


def test_debt_is_served_at_its_rate():
    debt = np.array([1.0])
    for _ in range(4):
        debt = served(debt, np.array([0.0]), 0.3)
    assert debt[0] == pytest.approx(0.7**4)


def test_it_shows_this_year_and_is_paid_for_in_later_ones():
    """Without chance: levels fall behind by the debt served, wear and all; the report is lifted at once."""
    vain, plain = played(vanity=vanity()), played()
    v = table(vain, "vanity")
    assert (v[1] > 0).all()
    gap = table(plain, "true_level") - table(vain, "true_level")
    np.testing.assert_allclose(gap[1], 0.0, atol=1e-15)
    keep = (1 - 0.6 / 12) ** np.arange(12)
    second = 0.3 * v[1] / 12 * keep.sum()
    np.testing.assert_allclose(gap[2], second, atol=1e-14)
    third = second * (1 - 0.6 / 12) ** 12 + 0.3 * (0.7 * v[1] + v[2]) / 12 * keep.sum()
    np.testing.assert_allclose(gap[3], third, atol=1e-14)
    own = weights().loc[population().groups, ["gdp", "air"]].to_numpy().sum(axis=1)
    np.testing.assert_allclose(table(vain, "pictured")[1], 0.5 * v[1] * own, atol=1e-14)
    np.testing.assert_allclose(
        table(vain, "score") - table(vain, "true_score"), table(vain, "pictured"), rtol=0, atol=1e-14
    )


@pytest.mark.parametrize("neutral", [{"lift": 0.0}, {"visible": ()}, {"cost": 1e6}], ids=str)
def test_off_equals_the_neutral_value_to_the_bit(neutral):
    off, on = played(reports=reports()), played(reports=reports(), vanity=vanity(**neutral))
    for measure in ("score", "true_score", "true_level", "welfare", "gaming_share"):
        assert np.array_equal(table(off, measure), table(on, measure))
    assert (table(on, "vanity") == 0).all(axis=None)


def test_an_unknown_visible_indicator_is_refused_by_name():
    with pytest.raises(CycleError, match=r"vanity\.visible") as refused:
        played(vanity=vanity(visible=("gdpp",)))
    assert "gdp" in refused.value.text("en")


def test_nonsense_is_refused_by_name():
    with pytest.raises(CycleError) as refused:
        vanity(lift=-0.1, curvature=0.0, debt_service=1.2, discount=1.0)
    named = [f.message.values["parameter"] for f in refused.value.faults]
    assert named == ["vanity.lift", "vanity.curvature", "vanity.debt_service", "vanity.discount"]
