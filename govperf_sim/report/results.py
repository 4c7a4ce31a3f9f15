"""The results as plain data: the same inputs give the same bytes, on any number of workers and on every run.

Nothing in here tells the time, the machine or the folder.  Numbers are rounded to ten decimals, which is far beyond
what they mean and short of what rounding errors reach.  CSV files are UTF-8 with a byte order mark, without which
Excel in Chinese takes them for GB18030; ``results.json`` has none, as its format asks.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

import numpy as np
import pandas as pd

from govperf_sim.experiments.played import Played
from govperf_sim.experiments.trust import Trust
from govperf_sim.report import frames
from govperf_sim.report.change import changed_scores
from govperf_sim.report.diagnosis import Pool, burden, pools, saturated
from govperf_sim.report.forms.formulas import inert, starts_formula
from govperf_sim.report.league import named_league
from govperf_sim.report.trust_results import told_trust, trust_tables
from govperf_sim.scenario.load import Scenario
from govperf_sim.screening.findings import findings_table
from govperf_sim.weights.answer import Weights
from govperf_sim.weights.goal import numbers_of
from govperf_sim.words import LANGUAGES

MARK = "govperf_sim results 1"
"""Stands in ``results.json``, by which a folder of results is known."""
DECIMALS = 10


def results(scenario: Scenario, weights: Weights, played: Played | None, trust: Trust | None = None) -> dict[str, Any]:
    """Everything that was found, by code."""
    framework, scores = scenario.framework, scenario.scores
    return {
        "made_by": MARK,
        "version": version("govperf_sim"),
        "scenario": {
            "name": scenario.name,
            "digest": scenario.digest,
            "title": {"zh": scenario.title.zh, "en": scenario.title.en},
            "illustrative": scenario.illustrative,
            "flags": list(scenario.panel.flags),
            "period": scores.period,
            "changes": [
                {"path": c.path, "before": c.before, "after": c.after, "because": c.because} for c in scenario.changes
            ],
        },
        "goal": _goal(weights),
        "weights": {g: {k: weights.table.loc[g, k] for k in framework.indicators_of(g)} for g in weights.table.index},
        "reasons": weights.reasons.reset_index().to_dict("records"),
        "units": weights.units.to_dict("index"),
        "clipped": scores.clipped.to_dict("records"),
        "scored_on_level": list(scores.first_year),
        "treated": scenario.treated.to_dict("records"),
        "scores": {u: row.dropna().to_dict() for u, row in scores.table.iterrows()},
        "change": _change(scenario, weights),
        "diagnostics": _diagnostics(scenario, weights),
        "screening": {
            "tested": {c.check: c.tested for c in scenario.screening},
            "findings": _findings(scenario).to_dict("records"),
        },
        "robustness": None if trust is None else told_trust(trust),
        "simulation": None if played is None else _simulation(played),
    }


def _goal(weights: Weights) -> dict[str, Any]:
    """What the weights serve, with its numbers, its source (null where none is declared) and what came of it."""
    goal = weights.goal
    source = None if goal.source is None else {"cite": goal.source.cite, "place": goal.source.place}
    return {"kind": goal.kind, **numbers_of(goal), "source": source, "value": weights.value}


def as_json(found: Mapping[str, Any]) -> bytes:
    r"""Keys sorted, ten decimals, NaN as null, infinity as text, UTF-8, a newline at the end.

    >>> as_json({"b": 0.1 + 0.2, "a": [float("nan"), -1e-12]})
    b'{\n "a": [\n  null,\n  0.0\n ],\n "b": 0.3\n}\n'
    """
    text = json.dumps(_plain(found), ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return (text + "\n").encode()


def csv_files(
    scenario: Scenario, weights: Weights, played: Played | None, trust: Trust | None = None
) -> dict[str, bytes]:
    """The tidy tables of a run, by file name."""
    tables = {
        "weights": _weights_table(scenario, weights),
        "reasons": weights.reasons.reset_index(),
        "units": _named(weights.units.reset_index(), "unit", scenario.framework.units),
        "scores": _scores_table(scenario),
        "treated": scenario.treated,
        "findings": _findings(scenario),
        "effective": _effective(pools(scenario, weights)),
        "saturation": saturated(scenario),
        "burden": burden(scenario).rename_axis("unit").reset_index(),
    }
    change = changed_scores(scenario, weights)
    if change is not None:
        tables["change"] = change.by_indicator
    if trust is not None:
        tables |= trust_tables(trust)
    if played is not None:
        tables["measures"] = played.to_frame()
        tables["comparisons"] = played.league(frames.kept_measures(played)).table.reset_index()
        tables["league"] = named_league(scenario, played)
        tables["province"] = frames.over_years(played, frames.kept_measures(played))
        tables["events"] = played.journal()
    return {f"{name}.csv": as_csv(table) for name, table in tables.items()}


def as_csv(table: pd.DataFrame) -> bytes:
    r"""UTF-8 with a byte order mark, ten decimals, dates as YYYY-MM-DD.

    >>> as_csv(pd.DataFrame({"unit": ["佛山"], "score": [0.1 + 0.2]})).decode("utf-8-sig")
    'unit,score\n佛山,0.3\n'
    >>> as_csv(pd.DataFrame({"unit": ["=1+1", "-"]})).decode("utf-8-sig")
    "unit\n'=1+1\n-\n"
    """
    written = [str(c) for c in table if not pd.api.types.is_numeric_dtype(table[c])]
    starts = {c: table[c].map(starts_formula).astype(bool) for c in written}
    texts = {c: table[c].where(~found, table[c].map(inert)) for c, found in starts.items() if found.any()}
    numbers = {c: table[c].round(DECIMALS) + 0.0 for c in table.select_dtypes("float").columns}  # + 0.0: no minus zero
    return (
        table.assign(**texts, **numbers)
        .to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")
        .encode("utf-8-sig")
    )


def _simulation(played: Played) -> dict[str, Any]:
    measures = frames.kept_measures(played)
    return {
        "seed": played.seed,
        "replications": played.replications,
        "years": int(played.to_frame()["year"].nunique()),
        "scenarios": list(played.scenarios),
        "weights": {name: table.to_dict("index") for name, table in played.weights.items()},
        "means": frames.means(played, measures).to_dict("records"),
        "comparisons": played.league(measures).table.reset_index().to_dict("records"),
        # What the tables beside this file hold, so that two runs can be told apart without them.
        "sha256": {
            "measures.csv": hashlib.sha256(as_csv(played.to_frame())).hexdigest(),
            "events.csv": hashlib.sha256(as_csv(played.journal())).hexdigest(),
        },
    }


def _scores_table(scenario: Scenario) -> pd.DataFrame:
    """One row for each score, beside its value and what was done to it, with names for people."""
    scores, period = scenario.scores, scenario.scores.period
    cut, touched = scores.clipped, scenario.treated.query("period == @period")
    before = dict(zip(zip(cut["unit"], cut["indicator"], strict=True), cut["before_clipping"], strict=True))
    why = dict(zip(zip(touched["unit"], touched["indicator"], strict=True), touched["why"], strict=True))
    rows = [
        {
            "unit": u,
            "indicator": k,
            "period": period,
            "value": scenario.panel.values[u, k, period],
            "score": scores.table.loc[u, k],
            "before_clipping": before.get((u, k), scores.table.loc[u, k]),
            "scored_on_level": k in scores.first_year,
            "treated": why.get((u, k), ""),
        }
        for u, unit in scenario.framework.units.items()
        for k in scenario.framework.indicators_of(unit.group)
    ]
    table = _named(pd.DataFrame(rows), "indicator", scenario.framework.indicators)
    return _named(table, "unit", scenario.framework.units)


def _findings(scenario: Scenario) -> pd.DataFrame:
    """Codes and numbers of every finding, and its sentences in both languages."""
    found = [f for c in scenario.screening for f in c.findings]
    chinese, english = (findings_table(found, language) for language in LANGUAGES)
    plain = english.drop(columns=["title", "sentence", "innocent"])
    spoken = {f"{c}_{tag}": t[c] for c in ("sentence", "innocent") for tag, t in (("zh", chinese), ("en", english))}
    return plain.assign(**spoken)


def _effective(found: Sequence[Pool]) -> pd.DataFrame:
    columns = ["system", "indicator", "nominal", "effective", "correlation"]
    parts = [p.effective.reset_index().assign(system=p.system)[columns] for p in found if p.effective is not None]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def _diagnostics(scenario: Scenario, weights: Weights) -> dict[str, Any]:
    found = pools(scenario, weights)
    return {
        "effective": _effective(found).to_dict("records"),
        "overweight": {p.system: p.overweight for p in found},
        "redundant": {p.system: None if p.redundant is None else p.redundant.pairs.to_dict("records") for p in found},
        "alpha": {p.system: None if p.reliability is None else p.reliability.alpha for p in found},
        "saturation": saturated(scenario).to_dict("records"),
        "burden": burden(scenario).to_dict("index"),
    }


def _change(scenario: Scenario, weights: Weights) -> Mapping[Any, Any] | None:
    change = changed_scores(scenario, weights)
    return None if change is None else change.table.to_dict("index")


def _weights_table(scenario: Scenario, weights: Weights) -> pd.DataFrame:
    """One row for each weight, beside its reference, with names for people."""
    framework, reference = scenario.framework, frames.reference_of(weights)
    rows = [
        {
            "group": g,
            "indicator": k,
            "domain": framework.indicators[k].domain,
            "weight": weights.table.loc[g, k],
            "reference": math.nan if reference is None else reference.loc[g, k],
        }
        for g in weights.table.index
        for k in framework.indicators_of(g)
    ]
    table = _named(pd.DataFrame(rows), "indicator", framework.indicators)
    return _named(table, "group", framework.groups)


def _named(table: pd.DataFrame, column: str, entries: Mapping[str, Any]) -> pd.DataFrame:
    """The table with the names of a column of codes, in both languages, at its end."""
    names = {
        f"{column}_{language}": [getattr(entries[c].name, language) for c in table[column]] for language in ("zh", "en")
    }
    return table.assign(**names)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [_plain(v) for v in value]
    if value is pd.NA:
        return None
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        if math.isinf(value):
            return "inf" if value > 0 else "-inf"
        return None if math.isnan(value) else round(float(value), DECIMALS) + 0.0
    return value if value is None or isinstance(value, str) else str(value)
