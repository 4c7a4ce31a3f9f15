"""The tables on how far a result can be trusted, as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govperf_sim.report.results import as_csv, as_json
from govperf_sim.report.trust_results import told_trust, trust_tables

if TYPE_CHECKING:
    from report.conftest import Trusted


def test_every_unit_and_every_draw_is_told_and_nothing_is_no_number(towns: Trusted) -> None:
    told = told_trust(towns.trust)
    assert {row["unit"] for row in told["rank_limits"]} == set(towns.weights.units.index)
    assert told["sampled"]["draws"] == towns.trust.acceptability.draws
    assert b"NaN" not in as_json(told)


def test_what_was_not_asked_has_no_file(countries: Trusted) -> None:
    names = set(trust_tables(countries.trust))
    assert {"rank_limits", "flips", "acceptability"} <= names
    assert not {"sensitivity", "factors", "price_curves"} & names


def test_a_change_that_nothing_brings_about_is_infinite_in_the_file(towns: Trusted) -> None:
    lines = as_csv(trust_tables(towns.trust)["flips"]).decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(towns.trust.flips.pairs)
    assert any("inf" in line for line in lines)
