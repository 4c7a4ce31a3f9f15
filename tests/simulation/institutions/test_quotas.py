"""Forced quotas: how many, whoever they are."""

import numpy as np
import pytest
from assessed import cycle, population, table, weights
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, play
from govperf_sim.simulation.institutions.awards import Awards
from govperf_sim.simulation.institutions.quotas import Quotas


def quotas(**changed):
    return Quotas(**{"excellent": 0.3, "failed": 0.1, "noise": 0.2, **changed})


def test_quotas_without_consequence_change_nothing():
    assert unchanged_by(quotas=quotas())


@pytest.mark.parametrize(
    ("excellent", "failed", "units", "counts"),
    [
        (0.3, 0.1, 7, (2, 1)),
        (0.3, 0.1, 10, (3, 1)),
        (0.0, 0.0, 5, (0, 0)),
        (0.2, 0.1, 21, (4, 3)),
        (0.7, 0.3, 10, (7, 3)),
    ],
)
def test_excellence_is_rounded_down_and_failure_up(excellent, failed, units, counts):
    assert quotas(excellent=excellent, failed=failed).counts(units) == counts


def test_as_many_fail_however_well_all_do():
    journal = play(cycle(institutions={"quotas": quotas()}), population(), weights(), Luck(1), 3)
    score, best, failed = (table(journal, m) for m in ("score", "quota_excellent", "quota_failed"))
    assert best.sum().tolist() == [2.0] * 3
    assert failed.sum().tolist() == [1.0] * 3
    assert failed.idxmax().tolist() == score.idxmin().tolist()
    wrongly = table(journal, "quota_wrongly_failed")
    truly = table(journal, "true_score").idxmin() == score.idxmin()
    assert wrongly.sum().tolist() == (1.0 - truly).tolist()


def test_a_quota_is_an_award_with_the_same_places():
    same = {"prize": 0.02, "loss": 0.01, "noise": 0.2, "forgetting": 0.4}
    by_quota, by_award = (
        table(play(cycle(institutions=set_up), population(), weights(), Luck(1), 4), "effort")
        for set_up in ({"quotas": quotas(**same)}, {"awards": Awards(top=2, bottom=1, **same)})
    )
    np.testing.assert_array_equal(by_quota, by_award)


@pytest.mark.parametrize("named", ["excellent", "failed"])
def test_nonsense_is_refused_by_name(named):
    with pytest.raises(CycleError, match=rf"quotas\.{named}"):
        quotas(**{named: 1.5})


def test_more_grades_than_units_are_refused():
    how = cycle(institutions={"quotas": quotas(excellent=0.7, failed=0.6, pools="groups")})
    with pytest.raises(CycleError, match=r"quotas.*the 3 of the pool “counties”"):
        play(how, population(), weights(), Luck(1), 1)
