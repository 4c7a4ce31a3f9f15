"""How units stand under derived weights."""

import pandas as pd
from questions import four_groups, one_group

from govperf_sim.robustness.standings import ranked, standings
from govperf_sim.weights.derive import derive_weights


def test_standings_rank_as_the_answer_does():
    q, _ = four_groups()
    w = derive_weights(q)
    ranks = ranked(standings(w))
    assert ranks["group"].droplevel(0).to_dict() == w.units["rank_in_group"].astype(int).to_dict()
    systems = ranks["system"].droplevel(0)
    assert systems.to_dict() == w.units.loc[systems.index, "rank_in_system"].astype(int).to_dict()


def test_a_system_of_one_group_is_the_group():
    scores = pd.DataFrame({"a": [0.5, 0.5], "b": [0.2, 0.2]}, index=["u", "v"])
    found = ranked(standings(derive_weights(one_group({"a": 0.5, "b": 0.5}, [], scores))))
    assert found.to_dict() == {("group", "g", "u"): 1, ("group", "g", "v"): 1}
