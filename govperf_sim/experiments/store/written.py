"""A manifest as text, and text as a manifest: everything but policies and worlds in one document, and those a line each.

What stands at its default is not written; what is one of several kinds says which.
"""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from govperf_sim.experiments.analysis import Analysis, Failure
from govperf_sim.experiments.design.design import Design
from govperf_sim.experiments.design.distributions import Among, LogUniform, Normal, Triangular, Uniform
from govperf_sim.experiments.design.factors import Lever, Uncertainty
from govperf_sim.experiments.design.plans import (
    Factorial,
    LatinHypercube,
    OneAtATime,
    Row,
    SobolIndices,
    SobolPoints,
    Wide,
)
from govperf_sim.experiments.estimates.precision import Precision
from govperf_sim.experiments.estimates.rule import Fixed
from govperf_sim.experiments.estimates.selection import BestOf
from govperf_sim.experiments.estimates.sifting import Sifting
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.experiments.store.manifest import Manifest
from govperf_sim.simulation.measures import Better
from govperf_sim.words import Name

KINDS: Mapping[str, type] = {
    "fixed": Fixed,
    "precision": Precision,
    "best_of": BestOf,
    "sifting": Sifting,
    "factorial": Factorial,
    "one_at_a_time": OneAtATime,
    "latin_hypercube": LatinHypercube,
    "wide": Wide,
    "sobol": SobolPoints,
    "sobol_indices": SobolIndices,
    "among": Among,
    "uniform": Uniform,
    "log_uniform": LogUniform,
    "triangular": Triangular,
    "normal": Normal,
}
"""Rules, plans and distributions by the word that stands for each."""
WORDS = {kind: word for word, kind in KINDS.items()}


def document(manifest: Manifest) -> dict[str, Any]:
    """Everything but policies and worlds.

    Raises KeyError for a rule, a plan or a distribution that has no word.
    """
    design = manifest.design
    whole = {f.name: _plain(getattr(manifest, f.name)) for f in dataclasses.fields(manifest) if f.name != "design"}
    return whole | {
        "levers": _plain(design.levers),
        "uncertainties": _plain(design.uncertainties),
        "plans": _plain(design.how),
    }


def lines(rows: Iterable[Row]) -> bytes:
    """Policies, or worlds; there may be a million of them."""
    text = io.BytesIO()
    text.writelines(json.dumps(_plain(row), ensure_ascii=False).encode() + b"\n" for row in rows)
    return text.getvalue()


def rows(text: bytes) -> tuple[Row, ...]:
    return tuple(tuple(json.loads(line)) for line in text.splitlines())


def manifest(said: Mapping[str, Any], policies: tuple[Row, ...], worlds: tuple[Row, ...]) -> Manifest:
    """Raises KeyError, TypeError or ValueError for a document that is not one."""
    levers, worlds_plan = said["plans"]
    design = Design(
        levers=tuple(_lever(f) for f in said["levers"]),
        uncertainties=tuple(Uncertainty(**_named(f) | {"spread": _kind(f["spread"])}) for f in said["uncertainties"]),
        policies=policies,
        worlds=worlds,
        how=(levers and _kind(levers), worlds_plan and _kind(worlds_plan)),
    )
    looked_for = said["analysis"]
    read = {
        "title": Name(**said["title"]),
        "design": design,
        "outcomes": tuple(_outcome(o) for o in said["outcomes"]),
        "groups": {code: Name(**name) for code, name in said["groups"].items()},
        "variants": {code: Name(**name) for code, name in said["variants"].items()},
        "rule": _kind(said["rule"]),
        "analysis": Analysis(
            failures=tuple(Failure(**f) for f in looked_for.get("failures", ())),
            pareto=tuple(looked_for.get("pareto", ())),
        ),
        "replications": tuple(said["replications"]),
    }
    as_they_stand = {f.name: said[f.name] for f in dataclasses.fields(Manifest) if f.name not in read}
    return Manifest(**read, **as_they_stand)


def _plain(value: Any) -> Any:
    if isinstance(value, Name):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value):
        told = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        changed = {f.name: _plain(told[f.name]) for f in dataclasses.fields(value) if told[f.name] != f.default}
        if type(value) in (Lever, Uncertainty, Outcome, Failure, Analysis):
            return changed
        return {"kind": WORDS[type(value)]} | changed
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple | list) else value


def _kind(said: Mapping[str, Any]) -> Any:
    rest = {key: value for key, value in said.items() if key != "kind"}
    return KINDS[said["kind"]](**_tuples(rest))


def _lever(said: Mapping[str, Any]) -> Lever:
    along = tuple((path, tuple(values)) for path, values in said.get("along", ()))
    return Lever(**_named(said) | {"along": along})


def _outcome(said: Mapping[str, Any]) -> Outcome:
    outcome = Outcome(**_named(said))
    return outcome if outcome.better is None else dataclasses.replace(outcome, better=Better(outcome.better))


def _named(said: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of something that may have a name."""
    return _tuples(said) | ({"name": Name(**said["name"])} if "name" in said else {})


def _tuples(said: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}
