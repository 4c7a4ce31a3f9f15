"""What the schema finds wrong, said in words of our own, at the line where it stands."""

from __future__ import annotations

import dataclasses
import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic_core import ErrorDetails

from govperf_sim.errors import Fault, nearest
from govperf_sim.scenario.addresses import entry_at, kinds_at
from govperf_sim.scenario.entry import Strict
from govperf_sim.scenario.pages import Page
from govperf_sim.scenario.read import Address, Unread
from govperf_sim.scenario.written import Written, dotted
from govperf_sim.weights import goals
from govperf_sim.words import Message

_WANTED: Mapping[str, str] = {
    "float_type": "number",
    "int_type": "whole_number",
    "int_from_float": "whole_number",
    "string_type": "text",
    "bool_type": "true_or_false",
    "date_type": "date",
    "model_type": "keys",
    "model_attributes_type": "keys",
    "dict_type": "keys",
    "tuple_type": "list",
}
_BOUNDS: Mapping[str, tuple[str, str]] = {
    "greater_than": ("above", "gt"),
    "greater_than_equal": ("at_least", "ge"),
    "less_than": ("below", "lt"),
    "less_than_equal": ("at_most", "le"),
}
_SAYS_NUMBER = re.compile(r"([-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(%?)")


def schema_faults(written: Written, errors: Iterable[ErrorDetails], document: type[Strict]) -> list[Fault]:
    """One fault an error; a key that is missing only because it is misspelt is said once."""
    found = [e for e in errors if e["type"] == "extra_forbidden" or e["input"] not in (None, Unread.HERE)]
    # Of a list whose items are at fault pydantic also says that it is too short.
    deeper = {address(error["loc"])[:-2] for error in found}
    found = [error for error in found if error["type"] != "too_short" or address(error["loc"]) not in deeper]
    unknown: dict[Address, set[str]] = {}
    for error in found:
        if error["type"] == "extra_forbidden":
            where = address(error["loc"])
            unknown.setdefault(where[:-1], set()).add(str(where[-1]))
    faults = []
    for error in found:
        where = address(error["loc"])
        if error["type"] == "missing":
            entry = entry_at(where[:-1], written.data, document)
            known = list(entry.model_fields) if entry else []
            meant = {_closest(word, known) for word in unknown.get(where[:-1], ())}
            if where[-1] in meant:
                continue
        faults.append(_fault(written, error, where, document))
    return faults


def address(loc: Sequence[str | int]) -> Address:
    """Pydantic's location without the names of the union branches in it.

    >>> address(("rules", "cap", "share", "at_most", "<by_group>", "towns"))
    ('rules', 'cap', 'at_most', 'towns')
    """
    branch = {"rules": 2, "goal": 1}.get(str(loc[0]))
    kept = [s for i, s in enumerate(loc) if i != branch]
    return tuple(s for s in kept if not (isinstance(s, str) and s.startswith("<")) and s != "[key]")


def _fault(written: Written, error: ErrorDetails, where: Address, document: type[Strict]) -> Fault:
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    key = dotted(where)
    if error["loc"][-1] == "[key]":
        return written.at_key(where, "scenario.bad_code", code=str(where[-1]))
    if kind == "extra_forbidden":
        entry = entry_at(where[:-1], written.data, document)
        known = list(entry.model_fields) if entry else []
        hint = _wide_hint(where[-1])
        if hint is None and given is None and " " in str(where[-1]):
            hint = Message("scenario.comma_in_text")
        hint = hint or _of_other_goals(where)
        return written.at_key(where, "scenario.unknown_key", hint or nearest(where[-1], known), key=key)
    if kind == "missing":
        hint = Message("scenario.needs_source") if where[-1] == "source" else None
        if len(where) == 1:
            return Page(written.homes[str(where[0])], ()).fault(0, 0, "scenario.missing_at_top", key=where[0])
        return written.at_key(where[:-1], "scenario.missing", hint, key=where[-1], entry=dotted(where[:-1]))
    if kind in ("union_tag_not_found", "union_tag_invalid"):
        return _kind_fault(written, where, error, kinds_at(where, written.data, document))
    if kind in _WANTED:
        return _wrong_type(written, where, _WANTED[kind], given)
    if kind in _BOUNDS:
        name, field = _BOUNDS[kind]
        bound = Message(f"scenario.bound_{name}", {"limit": format(context[field], "g")})
        hint = Message("scenario.fraction", {"found": given, "share": given / 100}) if _is_percent(error) else None
        return written.at_value(where, "scenario.out_of_range", hint, key=key, found=given, bound=bound)
    if kind == "literal_error":
        known = re.findall(r"'([^']+)'", context["expected"]) or [context["expected"]]
        return written.at_value(where, "scenario.unknown_word", nearest(given, known), key=key, found=_seen(given))
    if kind in ("string_too_short", "string_pattern_mismatch") and where[-1] in ("cite", "because"):
        return written.at_value(where, "scenario.cite_short", key=key)
    if kind == "string_pattern_mismatch" and not str(given).strip():
        return written.at_value(where, "scenario.empty_value", key=key)
    if kind == "string_pattern_mismatch" and where == ("panel", "file"):
        return written.at_value(where, "scenario.panel_path", key=key, found=_seen(given))
    if kind in ("string_pattern_mismatch", "string_too_long"):
        return written.at_value(where, "scenario.bad_code", code=_seen(given))
    if kind == "too_short":
        return written.at_value(where, "scenario.nothing_in", key=key)
    if kind == "finite_number":
        return written.at_value(where, "scenario.not_finite", key=key)
    return written.at_value(where, "scenario.not_understood", key=key, found=_seen(given))


def _of_other_goals(where: Address) -> Message | None:
    """A number of a goal of another kind."""
    kinds = [kind for kind, goal in goals.KINDS.items() if where == ("goal", str(where[-1])) and _has(goal, where[-1])]
    return Message("scenario.of_other_goals", {"kinds": ", ".join(kinds)}) if kinds else None


def _has(goal: type, name: str | int) -> bool:
    return any(f.name == name for f in dataclasses.fields(goal))


def _kind_fault(written: Written, where: Address, error: ErrorDetails, known: list[str]) -> Fault:
    """An entry that does not say its kind, or not one there is."""
    key = dotted(where)
    if error["input"] in known:
        said = {"key": key, "wanted": Message("scenario.wanted_keys"), "found": _seen(error["input"])}
        hint = Message("scenario.write_kind", {"kind": error["input"]})
        return written.at_value(where, "scenario.wrong_type", hint, **said)
    if not isinstance(error["input"], Mapping):
        return _wrong_type(written, where, "keys", error["input"])
    kind = error["input"].get("kind")
    if "kind" in error["input"]:
        at, found = (*where, "kind"), _seen(kind)
        return written.at_value(at, "scenario.unknown_word", nearest(kind, known), key=f"{key}.kind", found=found)
    misspelt = next((k for k in error["input"] if _closest(k, ("kind",))), None)
    if misspelt is not None:
        at = (*where, misspelt)
        return written.at_key(at, "scenario.unknown_key", nearest(misspelt, ("kind",)), key=dotted(at))
    hint = Message("words.known", {"words": ", ".join(known)})
    return written.at_key(where, "scenario.missing", hint, key="kind", entry=key)


def _wrong_type(written: Written, where: Address, wanted: str, given: Any) -> Fault:
    said = {"key": dotted(where), "wanted": Message(f"scenario.wanted_{wanted}"), "found": _seen(given)}
    return written.at_value(where, "scenario.wrong_type", _type_hint(wanted, given), **said)


def _closest(word: object, known: Sequence[str]) -> object:
    hint = nearest(word, known)
    return hint.values.get("word")


def _is_percent(error: ErrorDetails) -> bool:
    return error.get("ctx", {}).get("le") == 1 and 1 < error["input"] <= 100


def _type_hint(wanted: str, given: Any) -> Message | None:
    """What the writer most likely meant."""
    if wanted in ("number", "whole_number") and isinstance(given, str):
        typed = unicodedata.normalize("NFKC", given).replace(",", "").replace(" ", "")
        if number := _SAYS_NUMBER.fullmatch(typed):
            value = float(number[1]) / 100 if number[2] else float(number[1])
            return Message("scenario.write_number", {"number": format(value, ".12g")})
    if wanted == "text" and not isinstance(given, Mapping | tuple):
        return Message("scenario.put_in_quotes")
    if wanted == "date" and isinstance(given, str):
        return Message("scenario.write_date")
    if wanted == "true_or_false":
        return Message("scenario.write_true_or_false")
    if wanted == "list" and not isinstance(given, Mapping):
        return Message("scenario.write_list", {"found": _seen(given)})
    if wanted == "keys":
        return _wide_hint(given)
    return None


def _wide_hint(given: object) -> Message | None:
    for character in "：，":
        if isinstance(given, str) and character in given:
            return Message("scenario.half_width", {"found": character})
    return None


def _seen(given: Any) -> str | Message:
    """A value as its writer would recognise it, or the kind of thing it is."""
    if isinstance(given, Mapping):
        return Message("scenario.wanted_keys")
    if isinstance(given, tuple):
        return Message("scenario.wanted_list")
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, datetime.date):
        return given.isoformat()
    text = str(given)
    return text if len(text) <= 60 else f"{text[:60]}..."
