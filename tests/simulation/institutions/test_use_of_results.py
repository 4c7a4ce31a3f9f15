"""Improvement, awards, grades, quotas, money and promotion side by side."""

import numpy as np
from assessed import eventful, population, table, weights

from govperf_sim.simulation import Luck, play
from govperf_sim.simulation.institutions.awards import Awards
from govperf_sim.simulation.institutions.grades import Grades
from govperf_sim.simulation.institutions.improvement import Improvement
from govperf_sim.simulation.institutions.money import Money
from govperf_sim.simulation.institutions.promotion import Promotion
from govperf_sim.simulation.institutions.quotas import Quotas

ALL = {
    "improvement": Improvement(rate=0.2),
    "awards": Awards(top=2, prize=0.02, noise=0.2, bottom=1, loss=0.02),
    "grades": Grades(noise=0.3, step=0.01),
    "quotas": Quotas(excellent=0.3, failed=0.1, noise=0.2, prize=0.01, loss=0.01, pools="groups"),
    "money": Money(bonus=10.0, value=0.005),
    "promotion": Promotion(chance=0.2, average=10.0, value=0.05, annual=1.0, indicators=("gdp", "trade")),
}


def played(institutions, replications, years=5):
    return play(eventful(institutions=institutions), population(), weights(), Luck(7, replications), years)


def test_a_replication_alone_is_itself_in_a_batch():
    batch, alone = played(ALL, range(4)), played(ALL, (2,))
    for frame in ("measures", "events"):
        whole, one = getattr(batch, frame), getattr(alone, frame)
        assert whole[whole["replication"] == 2].reset_index(drop=True).equals(one)


def test_nobody_works_less_for_being_rewarded_more():
    """Each way to reward a score alone raises the first year's effort, and all of them together raise it most."""
    effort = {name: table(played(held, (0,), 1), "effort")[1] for name, held in {
        "none": {}, "all": ALL, **{name: {name: ALL[name]} for name in ALL}
    }.items()}  # fmt: skip
    assert (effort["improvement"] == effort["none"]).all(), "learning begins with the first report"
    for name in ("awards", "grades", "quotas", "money", "promotion"):
        assert (effort[name] > effort["none"]).all(), name
        assert (effort["all"] > effort[name]).all(), name


def test_rewards_do_not_touch_the_score_itself():
    """Score = marks x weights - deductions holds beside them: what is paid for a score is no part of it."""
    journal = played(ALL, (0,))
    rows = journal.measures.pivot_table(index=["year", "unit"], columns="measure", values="value")
    scored = journal.events[journal.events["event"] == "scored"].set_index(["year", "unit"])["amount"]
    np.testing.assert_array_equal(rows["score"], scored.reindex(rows.index))
    np.testing.assert_allclose(rows["bonus_paid"], 10.0 * rows["score"], rtol=1e-15)
    grades = rows[["graded_fail", "graded_pass", "graded_good", "graded_excellent"]]
    assert (grades.sum(axis=1) == 1.0).all()
    assert np.isfinite(rows["rank_worth"]).all()
