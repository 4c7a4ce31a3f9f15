"""``govperf compare`` of variants played here and now; of stores, see test_experiment."""

import json
from pathlib import Path

import pytest

from govperf_sim import load_scenario, simulate

SHORT = ("--years", "1", "--replications", "4")


def test_variants_are_compared_as_the_league_compares_them(govperf):
    ran = govperf("compare", "six_towns", "no_visits", *SHORT, "--json", "t.json")
    assert ran.exit_code == 0, ran.output
    assert "Policies compared with “as it is”" in ran.output
    told = json.loads(Path("t.json").read_text("utf-8"))["differences"]
    towns = load_scenario("six_towns")
    league = simulate({"base": towns, "no_visits": towns.variant("no_visits")}, 1, 4).league().table
    for row in (r for r in told if r["policy"] == 1):
        other = league.loc[("no_visits", row["outcome"])]
        assert [row[c] for c in ("difference", "low", "high")] == pytest.approx(
            [other[c] for c in ("difference", "low", "high")]
        )
        assert row["verdict"] == other["verdict"]


def test_every_variant_is_compared_when_none_is_named_and_groups_apart_on_request(govperf):
    ran = govperf(
        "compare", "six_towns", *SHORT, "--outcome", "welfare", "--by", "group", "--versus", "1", "--json", "t.json"
    )
    assert ran.exit_code == 0, ran.output
    told = json.loads(Path("t.json").read_text("utf-8"))["differences"]
    towns = load_scenario("six_towns")
    assert {row["policy"] for row in told} == set(range(1 + len(towns.variants)))
    assert {row["whom"] for row in told} == set(towns.document.groups)
    assert all((row["difference"] is None) == (row["policy"] == 1) for row in told)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere",), "neither the store of an experiment"),
        ((__file__,), "neither the store of an experiment"),
        ((".",), "neither the store of an experiment"),
        (("six_towns", "more_visit"), "did you mean “more_visits”"),
        (("six_towns", "more_visits", *SHORT, "--outcome", "welfair"), "did you mean “welfare”"),
        (("six_towns", "more_visits", *SHORT, "--versus", "9"), "9"),
        (("six_towns", "--by", "town"), "--by"),
        (("six_towns", "--workers", "0"), "--workers"),
    ],
)
def test_whatever_is_typed_wrong_is_named_and_ends_with_status_2(govperf, arguments, said):
    ran = govperf("compare", *arguments)
    assert ran.exit_code == 2, ran.output
    assert said in ran.output
