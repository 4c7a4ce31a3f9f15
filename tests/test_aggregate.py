import numpy as np
import pandas as pd
import pytest

from govperf_sim.aggregate import weighted_sum


def test_each_unit_is_weighed_by_its_group_and_gaps_without_weight_do_not_count():
    scores = pd.DataFrame({"gdp": [0.5, 1.0], "ports": [0.8, np.nan]}, index=["coast", "hill"])
    weights = pd.DataFrame({"gdp": [0.4, 1.0], "ports": [0.6, 0.0]}, index=["cities", "counties"])
    total = weighted_sum(scores, weights, pd.Series({"hill": "counties", "coast": "cities"}))
    assert total.to_dict() == pytest.approx({"coast": 0.5 * 0.4 + 0.8 * 0.6, "hill": 1.0})
