"""The findings of an experiment as tidy tables, by code and in fractions, and as ``results.json``."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import pandas as pd

from govperf_sim.report.experiment.answers import Answers
from govperf_sim.report.experiment.labels import labels_of_findings
from govperf_sim.report.results import MARK
from govperf_sim.words import LANGUAGES


def tables_of(found: Answers) -> dict[str, pd.DataFrame]:
    """By the name of their file; those of what was not asked are left out."""
    m = found.manifest
    policies = m.design.policy_table.assign(replications=list(m.replications))
    for language in LANGUAGES:
        policies[f"name_{language}"] = list(labels_of_findings(m, language).policies)
    tables = {
        "policies": policies.reset_index(),
        "worlds": m.design.world_table.reset_index(),
        "values": found.values,
        "differences": found.differences.drop(columns="shown"),
        "effects": _of_each(
            [(e.outcome, part) for e in found.effects for part in (e.levers, e.uncertainties)], "outcome"
        ),
        "slopes": _of_each([(e.outcome, e.slopes) for e in found.effects], "outcome"),
        "interactions": _of_each([(e.outcome, e.interactions) for e in found.effects], "outcome"),
        "indices": pd.concat(
            [s.table.reset_index().assign(outcome=s.outcome, policy=s.policy) for s in found.shares] or [pd.DataFrame()]
        ),
        "failures": _of_policies(found, "worlds"),
        "boxes": _of_policies(found, "boxes"),
        "front": pd.DataFrame() if found.front is None else found.front.table.reset_index(),
        "choice": pd.DataFrame() if found.verdict is None else found.verdict.table.reset_index(),
        "refused": found.refused,
    }
    return {name: table for name, table in tables.items() if len(table)}


def told(found: Answers) -> dict[str, Any]:
    """What ``results.json`` holds: what was asked, and where every table stands."""
    m = found.manifest
    return {
        "made_by": MARK,
        "version": version("govperf_sim"),
        "experiment": {
            "title": {"zh": m.title.zh, "en": m.title.en},
            "scenario": m.scenario,
            "illustrative": m.illustrative,
            "model": m.model,
            "code": m.code,
            "versions": dict(m.versions),
            "seed": m.seed,
            "policies": len(m.design.policies),
            "worlds": len(m.design.worlds),
            "replications": list(m.replications),
            "outcomes": {o.code: o.way.value for o in m.outcomes},
            "untold": [{language: e.text(language) for language in LANGUAGES} for e in found.untold],
        },
    }


def _of_each(parts: list[tuple[str, pd.DataFrame]], name: str) -> pd.DataFrame:
    some = [part.reset_index().assign(**{name: key}) for key, part in parts if len(part)]
    return pd.concat(some, ignore_index=True) if some else pd.DataFrame()


def _of_policies(found: Answers, kind: str) -> pd.DataFrame:
    made = []
    for each in found.failures:
        asked: dict[str, Any] = {
            "policy": each.policy,
            "outcome": each.failure.outcome,
            "below": each.failure.below,
            "above": each.failure.above,
        }
        if kind == "worlds":
            made.append(each.worlds[["value", "limit", "state"]].reset_index().assign(**asked))
        for number, box in enumerate(each.boxes if kind == "boxes" else (), 1):
            own: dict[str, Any] = {
                "box": number,
                "coverage": box.coverage,
                "density": box.density,
                "mass": box.mass,
                "p": box.p,
            }
            made.append(box.limits.reset_index().assign(**asked, **own))
    return pd.concat(made, ignore_index=True) if made else pd.DataFrame()
