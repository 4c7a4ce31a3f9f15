"""The document held against its schema: what it means, and what of it means nothing."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, TypeVar, cast, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from govperf_sim.errors import Fault
from govperf_sim.scenario.entry import Strict
from govperf_sim.scenario.faults import address, schema_faults
from govperf_sim.scenario.read import Address
from govperf_sim.scenario.written import Written, dotted, walk

D = TypeVar("D", bound=Strict)


def understand(written: Written, document: type[D]) -> tuple[D, list[Fault]]:
    """The document and its faults; where there are any, the document holds the entries that are well formed."""
    try:
        return document.model_validate(written.data), _empty(written, [])
    except ValidationError as wrong:
        errors = wrong.errors(include_url=False)
    bad = {address(error["loc"])[:2] for error in errors}
    kept: dict[str, Any] = {}
    for name, field in document.model_fields.items():
        kept[name] = _nothing(field)
        if name not in written.data:
            continue
        raw = written.data[name]
        if isinstance(raw, Mapping):
            raw = {code: entry for code, entry in raw.items() if (name, code) not in bad}
        with suppress(ValidationError):
            kept[name] = TypeAdapter(cast(Any, field.annotation)).validate_python(raw)
    said = [e for e in errors if not (e["type"] == "missing" and e["loc"][0] in written.unread)]
    return document.model_construct(**kept), [*schema_faults(written, said, document), *_empty(written, said)]


def _nothing(field: FieldInfo) -> Any:
    """What stands for a key that is absent or cannot be understood."""
    if not field.is_required():
        return field.get_default(call_default_factory=True)
    return {} if get_origin(field.annotation) is dict else None


def _empty(written: Written, errors: list[ErrorDetails]) -> list[Fault]:
    """Keys without a value: what is not wanted is left out, and an unfinished line must not switch a mechanism off."""
    unknown = {address(error["loc"]) for error in errors if error["type"] == "extra_forbidden"}
    return [
        written.at_key(where, "scenario.empty_value", key=dotted(where))
        for where, value in walk(written.data)
        if value is None and where not in unknown and not _may_be_empty(where)
    ]


def _may_be_empty(where: Address) -> bool:
    """What a variant or an experiment puts somewhere: nothing, to take away what stands there."""
    in_experiment = where[0] in ("levers", "uncertainties") and "values" in where[:-1]
    return in_experiment or (where[0] == "variants" and "value" in where)
