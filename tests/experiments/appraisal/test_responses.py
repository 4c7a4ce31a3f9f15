"""What people would do under each scheme."""

import pytest

from govperf_sim.experiments.appraisal.proposed import Proposed
from govperf_sim.experiments.appraisal.responses import responses_of, visits_of
from govperf_sim.experiments.run import simulate
from govperf_sim.scenario.load import load_scenario

TOWNS = load_scenario("six_towns")
SOURCE = {"status": "assumption", "cite": "a small budget"}


def test_visits_stop_where_the_supervision_budget_does():
    paid = {"budget": 20, "visit": 10, "source": SOURCE}
    base = TOWNS.replace("institutions", {"supervision": paid}, because="somebody has to pay for them")
    more = base.replace("cycle.visits.a_year", 5, because="a draft")
    played = simulate({"current": base, "proposed": more}, years=1, replications=2)
    found = visits_of(Proposed(title="more visits", base=base, scenario=more, weights=None), played)
    assert found["planned"].to_dict() == {"in_force": 2, "proposed": 5}
    assert found["made"].to_dict() == {"in_force": 2, "proposed": 2}


def test_without_visits_and_checks_there_is_nothing_to_tell():
    base = TOWNS.replace("cycle.visits", None, because="trust")
    played = simulate({"current": base, "proposed": base}, years=1, replications=1)
    assert visits_of(Proposed(title="", base=base, scenario=base, weights=None), played) is None
    assert responses_of(played).loc[("proposed", "found"), ["mean", "difference"]].to_list() == [0, 0]


def test_a_proposal_to_drop_the_visits_plans_none():
    none = TOWNS.replace("cycle.visits", None, because="trust")
    played = simulate({"current": TOWNS, "proposed": none}, years=1, replications=2)
    found = visits_of(Proposed(title="", base=TOWNS, scenario=none, weights=None), played)
    assert found.loc["proposed"].to_list() == [0, 0, 0]
    told = responses_of(played)
    assert told.loc[("proposed", "fabricated"), "difference"] == pytest.approx(
        played.compare("fabricated")["difference"].item()
    )
