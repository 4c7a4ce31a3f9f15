"""From an address in a document to the class of the entry that stands there, and so to the keys it may have."""

from __future__ import annotations

from collections.abc import Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from govperf_sim.scenario.entry import Strict
from govperf_sim.scenario.schema import ScenarioDocument


def entry_at(
    address: tuple[str | int, ...], data: Any, document: type[Strict] = ScenarioDocument
) -> type[Strict] | None:
    """The class of the entry at an address of a document, or None where codes or a value stand."""
    annotation, node = _at(address, data, document)
    meant = _meant(annotation, node)
    return meant if isinstance(meant, type) and issubclass(meant, Strict) else None


def kinds_at(address: tuple[str | int, ...], data: Any, document: type[Strict] = ScenarioDocument) -> list[str]:
    """The kinds an entry at an address may be of; empty where entries have no kinds."""
    annotation, _ = _at(address, data, document)
    return [k for entry in _entries(annotation) if "kind" in entry.model_fields
            for k in get_args(entry.model_fields["kind"].annotation)]  # fmt: skip


def _at(address: tuple[str | int, ...], data: Any, document: type[Strict]) -> tuple[Any, Any]:
    """What an address is held to, and what stands there."""
    annotation: Any = document
    node = data
    for segment in address:
        annotation = _meant(annotation, node)
        if isinstance(annotation, type) and issubclass(annotation, Strict):
            if segment not in annotation.model_fields:
                return None, None
            annotation = annotation.model_fields[str(segment)].annotation
        elif get_origin(annotation) in (dict, tuple):
            annotation = get_args(annotation)[get_origin(annotation) is dict]
        else:
            return None, None
        node = node.get(segment) if isinstance(node, Mapping) else None
    return annotation, node


def _entries(annotation: Any) -> list[type[Strict]]:
    """The classes among the branches of an annotation."""
    if get_origin(annotation) is Annotated:
        return _entries(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return [entry for branch in get_args(annotation) for entry in _entries(branch)]
    return [annotation] if isinstance(annotation, type) and issubclass(annotation, Strict) else []


def _meant(annotation: Any, node: Any) -> Any:
    """The branch of an annotation that a value is held to."""
    if get_origin(annotation) is Annotated:
        return _meant(get_args(annotation)[0], node)
    if get_origin(annotation) not in (Union, UnionType):
        return annotation
    branches = [_meant(branch, node) for branch in get_args(annotation)]
    entries = [b for b in branches if isinstance(b, type) and issubclass(b, Strict)]
    kind = node.get("kind") if isinstance(node, Mapping) else None
    for entry in entries:
        if len(entries) == 1 or kind in get_args(entry.model_fields["kind"].annotation):
            return entry
    return next((b for b in branches if get_origin(b) in (dict, tuple) and not entries), None)
