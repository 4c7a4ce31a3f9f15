"""The rulebook: it fills, and while it is thin reports err more."""

import numpy as np
import pytest
from assessed import cycle, population, reports, table, weights, work
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, play
from govperf_sim.simulation.institutions.rulebook import Rulebook


def test_a_complete_rulebook_changes_nothing():
    assert unchanged_by(rulebook=Rulebook(complete=1.0, pace=0.5, error=3.0))


def test_missing_rules_are_drawn_up_geometrically_and_errors_shrink_with_them():
    rule = Rulebook(complete=0.2, pace=0.6, error=2.0)
    how = {"work": work(shock=0.0), "reports": reports(propensity=0.0), "visits": None}
    plain, thin = (
        play(cycle(**how, institutions=i), population(), weights(), Luck(1), 3) for i in ({}, {"rulebook": rule})
    )
    missing = 0.8 * 0.4 ** np.arange(3)
    assert table(thin, "rules_drawn_up").loc["u0"].to_numpy(float) == pytest.approx(1.0 - missing)
    errors = [(table(j, "score") - table(j, "true_score")).to_numpy() for j in (plain, thin)]
    np.testing.assert_allclose(errors[1], errors[0] * (1.0 + 2.0 * missing), rtol=0, atol=1e-12)


@pytest.mark.parametrize("nonsense", [{"complete": 1.1}, {"pace": -0.1}, {"error": np.inf}])
def test_nonsense_is_refused_by_name(nonsense):
    with pytest.raises(CycleError, match=rf"rulebook\.{next(iter(nonsense))}"):
        Rulebook(**{"complete": 0.5, "pace": 0.5, "error": 1.0, **nonsense})
