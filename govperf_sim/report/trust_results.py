"""How far a result can be trusted, as plain tables: tidy, by code, numbers as fractions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from govperf_sim.experiments.trust import Trust
from govperf_sim.robustness.acceptability import Acceptability
from govperf_sim.robustness.years import YearOnYear
from govperf_sim.scenario.varied import Offer
from govperf_sim.words import LANGUAGES


def trust_tables(found: Trust) -> dict[str, pd.DataFrame]:
    """The tidy tables by the name of their file; those of what was not asked are left out."""
    tables = {
        "weight_limits": found.weight_limits.table,
        "rank_limits": found.rank_limits.table,
        "settled_pairs": found.dominance.leads,
        "hasse": found.dominance.hasse,
        "rank_bands": found.bands.table,
        "flips": found.flips.pairs,
    }
    if found.acceptability is not None:
        tables |= {
            "acceptability": found.acceptability.ranks,
            "winning": found.acceptability.wins,
            "sampled_ranks": found.acceptability.units,
            "mean_weights": found.acceptability.weights,
        }
    if found.sensitivity is not None:
        tables |= {
            "factors": found.sensitivity.factors,
            "uncertain_ranks": found.sensitivity.ranks,
            "sensitivity": found.sensitivity.shift,
            "sensitivity_of_units": found.sensitivity.units,
        }
    if found.prices:
        tables["price_curves"] = pd.concat({p.limit: p.values for p in found.prices}, names=["rule"])
    if found.reversals is not None:
        tables |= {"reversals": found.reversals.changes, "reversed_ranks": found.reversals.ranks}
    if isinstance(found.years, YearOnYear):
        of_years = found.years
        tables |= {"years": of_years.ranks, "years_of_pools": of_years.pools, "years_of_weights": of_years.weights}
    if found.offers:
        tables["choices"] = _choices(found.offers)
    return {name: table.reset_index() for name, table in tables.items()}


def _choices(offers: Sequence[Offer]) -> pd.DataFrame:
    """Index choice: varied, and over what or why not, in both languages."""
    rows = [(o.code, o.choice is not None, *(o.said.text(n) for n in LANGUAGES)) for o in offers]
    return pd.DataFrame(rows, columns=["choice", "varied", *(f"said_{n}" for n in LANGUAGES)]).set_index("choice")


def told_trust(found: Trust) -> dict[str, Any]:
    """The same for ``results.json``, with what was asked."""
    asked = found.asked
    records = {name: table.to_dict("records") for name, table in trust_tables(found).items()}
    told = {"points": list(asked.points), "seconds": asked.seconds, "seed": asked.seed}
    return {"asked": told, "sampled": None if found.acceptability is None else _sampled(found.acceptability), **records}


def _sampled(found: Acceptability) -> dict[str, float]:
    return {"draws": found.draws, "r_hat": found.r_hat, "effective": found.effective, "error": found.standard_error}
