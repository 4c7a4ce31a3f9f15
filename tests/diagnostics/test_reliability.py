"""Cronbach's alpha by hand, and against its other formula on the Handbook's table."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from govperf_sim.diagnostics.reliability import cronbach_alpha
from govperf_sim.errors import AggregationError

TABLE = json.loads((Path(__file__).parents[1] / "golden/others/tai_table_a2.json").read_text("utf-8"))
RAW = pd.DataFrame.from_dict(TABLE["rows"], orient="index", columns=TABLE["columns"])


def test_three_unrelated_indicators_have_alpha_nought_and_copies_have_one():
    every = np.array([[a, b, c] for a in (0, 1) for b in (0, 1) for c in (0, 1)], float)
    assert cronbach_alpha(pd.DataFrame(every)).alpha == pytest.approx(0)
    same = pd.DataFrame({"a": [1.0, 2.0, 4.0], "b": [1.0, 2.0, 4.0], "c": [1.0, 2.0, 4.0]})
    assert cronbach_alpha(same).alpha == pytest.approx(1)
    assert cronbach_alpha(same).without["correlation_with_rest"].tolist() == pytest.approx([1, 1, 1])


def test_two_out_of_three_by_hand():
    """a = b with variance 1, c unrelated with variance 1: the sum has 4 + 1; 3/2 (1 - 3/5) = 0.6; without c 1, without a 0."""
    table = pd.DataFrame({"a": [1, 1, -1, -1], "b": [1, 1, -1, -1], "c": [1, -1, 1, -1]}, dtype=float)
    found = cronbach_alpha(table)
    assert found.alpha == pytest.approx(0.6)
    assert found.without["alpha"].to_dict() == pytest.approx({"a": 0, "b": 0, "c": 1})


def test_standardised_alpha_of_the_handbook_table_by_the_mean_correlation():
    """On standardised values alpha = Q r / (1 + (Q - 1) r), with r the mean of all correlations (Spearman-Brown)."""
    z = (RAW - RAW.mean()) / RAW.std()

    def by_mean_correlation(table):
        q = table.shape[1]
        r = table.corr().to_numpy()[np.triu_indices(q, 1)].mean()
        return q * r / (1 + (q - 1) * r)

    found = cronbach_alpha(z)
    assert found.alpha == pytest.approx(by_mean_correlation(RAW))
    expected = {k: by_mean_correlation(RAW.drop(columns=k)) for k in RAW}
    assert found.without["alpha"].to_dict() == pytest.approx(expected)


def said(table):
    with pytest.raises(AggregationError) as caught:
        cronbach_alpha(pd.DataFrame(table))
    return caught.value.text("en")


def test_sets_without_an_alpha_are_refused_by_name():
    assert "at least two" in said({"a": [1.0, 2.0]})
    assert "at least two" in said({"a": [1.0], "b": [2.0]})
    assert "“b” has the same score" in said({"a": [1.0, 2.0], "b": [2.0, 2.0]})
    assert "“1” has no score on indicator “b”" in said({"a": [1.0, 2.0], "b": [2.0, np.nan]})
    assert "no meaning" in said({"a": [1.0, 2.0], "b": [2.0, 1.0]})


def test_of_two_indicators_none_has_an_alpha_without_the_other():
    found = cronbach_alpha(pd.DataFrame({"a": [1.0, 2.0, 4.0], "b": [1.0, 3.0, 3.0]}))
    assert found.without["alpha"].isna().all()
