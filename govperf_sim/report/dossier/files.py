"""What is found about a proposed scheme, as plain tables and as plain data: tidy, by code, numbers as fractions."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import pandas as pd

from govperf_sim.experiments.appraisal.appraisal import Appraisal
from govperf_sim.report.dossier.parts import changes_of
from govperf_sim.report.results import MARK


def tables_of(found: Appraisal) -> dict[str, pd.DataFrame]:
    """The tidy tables by the name of their file; those of what was not asked are left out."""
    made = {
        "rules": found.rules,
        "own_rules": found.own_rules,
        "weights": _weights(found),
        "units": found.units,
        "shifts": found.shifts,
        "groups": found.groups,
        "rank_bands": found.bands.table,
        "flips": found.flips.pairs,
        "effective": found.effective,
        "overlap": found.overlap,
        "burden": found.burden,
        "moves": found.nearest.moves.assign(rows=found.nearest.moves["rows"].map(" ".join)),
        "responses": found.responses,
        "visits": None if found.visits is None else found.visits.rename_axis("scheme"),
    }
    tables = {name: table.reset_index() for name, table in made.items() if table is not None}
    changes = [(c.path, str(c.before), str(c.after), c.because) for c in changes_of(found)]
    tables["changes"] = pd.DataFrame(changes, columns=["path", "before", "after", "because"])
    if found.played is not None:
        tables["measures"] = found.played.to_frame()
    return tables


def told(found: Appraisal) -> dict[str, Any]:
    """The same for ``results.json``, but for every measure of every year, which stands in its table."""
    proposed, played = found.proposed, found.played
    base = proposed.base
    return {
        "made_by": MARK,
        "version": version("govperf_sim"),
        "proposal": {"title": proposed.title, "by": proposed.by, "why": proposed.why, "where": proposed.where,
                     "weights_given": proposed.weights is not None},
        "scenario": {"name": base.name, "digest": base.digest, "illustrative": base.illustrative,
                     "flags": list(base.panel.flags), "period": base.scores.period},
        "admissible": bool(found.rules["kept"].all()),
        "first": found.first,
        "current_from": found.current_from,
        "contradicting_rules": None if found.conflict is None else [[r.id for r in rules] for rules in found.conflict.irreducible],
        "bands_within": found.bands.within.value,
        "distance": found.nearest.distance,
        "simulation": None if played is None else {"seed": played.seed, "replications": played.replications,
                                                   "years": int(played.to_frame()["year"].nunique())},
        **{name: table.to_dict("records") for name, table in tables_of(found).items() if name != "measures"},
    }  # fmt: skip


def _weights(found: Appraisal) -> pd.DataFrame:
    """Index (group, indicator): the weight by each scheme, where the indicator applies."""
    schemes = {**found.schemes, "nearest": found.nearest.table}
    cells = [(g, k) for g, own in found.proposed.base.weighting.indicators_of.items() for k in own]
    return (
        pd.DataFrame({name: table.stack() for name, table in schemes.items()})
        .loc[cells]
        .rename_axis(["group", "indicator"])
    )
