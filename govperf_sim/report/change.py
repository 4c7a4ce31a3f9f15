"""The change of each unit's score from the year before, where the panel has that year.

Both years carry the weights derived now, and the posts that the scenario declares stand still, so that the change is the
unit's own; only the posts of min-max move, with the best and the worst of the field.  What other relative methods
(ranks, standard deviations) owe to the field is counted as the unit's own.
"""

from __future__ import annotations

import pandas as pd

from govperf_sim.errors import PanelError
from govperf_sim.scenario.load import Scenario
from govperf_sim.scoring.change import ChangeOfScore, Year, change_of_score
from govperf_sim.scoring.scores import Scores, score_panel
from govperf_sim.weights.answer import Weights


def changed_scores(scenario: Scenario, weights: Weights) -> ChangeOfScore | None:
    """The change split by cause; None without a year before, or where that year cannot be scored alike.

    A year before in which progress could only be scored on level is not like the year assessed.
    """
    period = scenario.scores.period
    if period - 1 not in scenario.panel.periods:
        return None
    try:
        before = score_panel(scenario.framework, scenario.panel, period - 1)
    except PanelError:
        return None
    if before.first_year != scenario.scores.first_year:
        return None
    return change_of_score(_year(scenario, weights, before), _year(scenario, weights, scenario.scores))


def _year(scenario: Scenario, weights: Weights, scores: Scores) -> Year:
    """A score by fixed posts stands between 0 and 1; a value under min-max between the ends of its field."""
    values, indicators = scores.table.copy(), scenario.framework.indicators
    posts = pd.DataFrame({"floor": 0.0, "target": 1.0}, index=values.columns)
    raw = scenario.panel.wide(scores.period)
    for k, indicator in indicators.items():
        if indicator.scoring.method == "min_max":
            own = raw[k].reindex(values.index).where(values[k].notna())
            ends = (own.min(), own.max())
            values[k] = own
            posts.loc[k] = ends if indicator.direction == "higher_is_better" else ends[::-1]
    return Year(values=values, posts=posts, weights=weights.table, groups=scenario.framework.group_of_unit)
