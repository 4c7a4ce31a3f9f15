"""The document held against the schema: what it means, and what of it means nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from govperf_sim.errors import Fault
from govperf_sim.scenario.faults import address, schema_faults
from govperf_sim.scenario.schema import ScenarioDocument
from govperf_sim.scenario.written import Written, dotted, walk


def understand(written: Written) -> tuple[ScenarioDocument, list[Fault]]:
    """The document and its faults; where there are any, the document holds the entries that are well formed."""
    try:
        return ScenarioDocument.model_validate(written.data), _empty(written, [])
    except ValidationError as wrong:
        errors = wrong.errors(include_url=False)
    bad = {address(error["loc"])[:2] for error in errors}
    kept: dict[str, Any] = {}
    for name, field in ScenarioDocument.model_fields.items():
        raw = written.data.get(name)
        if isinstance(raw, Mapping):
            raw = {code: entry for code, entry in raw.items() if (name, code) not in bad}
        try:
            kept[name] = TypeAdapter(cast(Any, field.annotation)).validate_python(raw)
        except ValidationError:
            kept[name] = {} if name in TABLES else None
    said = [e for e in errors if not (e["type"] == "missing" and e["loc"][0] in written.unread)]
    return ScenarioDocument.model_construct(**kept), [*schema_faults(written, said), *_empty(written, said)]


def _empty(written: Written, errors: list[ErrorDetails]) -> list[Fault]:
    """Keys without a value: what is not wanted is left out, and an unfinished line must not switch a mechanism off."""
    unknown = {address(error["loc"]) for error in errors if error["type"] == "extra_forbidden"}
    return [
        written.at_key(where, "scenario.empty_value", key=dotted(where))
        for where, value in walk(written.data)
        if value is None and where not in unknown and not (where[0] == "variants" and "value" in where)
    ]


TABLES = ("systems", "domains", "evaluators", "indicators", "pools", "groups", "units", "rules", "variants")
