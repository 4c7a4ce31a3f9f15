"""``govperf benchmark``."""

import json

import pytest


def test_benchmarks_are_shown_and_told_as_json(govperf, tmp_path):
    shown = govperf("benchmark", "six_towns", "--json", "b.json")
    assert shown.exit_code == 0, shown.output
    assert "a diagnosis, never a weighting" in shown.output
    told = json.loads((tmp_path / "b.json").read_text("utf-8"))
    assert len(told["units"]) == 6
    for row in told["units"].values():
        assert 0 < row["score"] <= row["bound"] + 1e-9 <= 1 + 2e-9
        across = row["cross_efficiency"]
        assert across["at_least"] <= across["at_most"] <= 1 + 1e-9
        assert sum(ends["at_least"] for ends in row["shares"].values()) <= 1 + 1e-6
        assert sum(ends["at_most"] for ends in row["shares"].values()) >= 1 - 1e-6


@pytest.mark.parametrize(("lang", "said"), [("zh", "得分为 1"), ("en", "units score 1")])
def test_it_warns_where_most_units_score_1(govperf, lang, said):
    shown = govperf("benchmark", "six_towns", "--lang", lang)
    assert said in shown.output


def test_an_unknown_scenario_ends_with_status_2(govperf):
    assert govperf("benchmark", "nowhere").exit_code == 2
