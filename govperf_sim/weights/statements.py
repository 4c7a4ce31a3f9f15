"""What a row of a rule says, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from govperf_sim.sources import Source
from govperf_sim.weights.goal import Goal, numbers_of
from govperf_sim.weights.rules import Line
from govperf_sim.words import Language, Message, Name, say

Names = Mapping[str, Name]
"""What codes are called; a code without a name is shown as it is."""
LONGEST = 3
"""A set of more indicators than this is counted, not listed."""


@dataclass(frozen=True, slots=True)
class Listed(Message):
    """Several things in a row, with a separator of the language; its key is that of the separator."""

    things: tuple[Name | Message | str, ...] = ()

    def text(self, language: Language) -> str:
        return say(self.key, language).join(t if isinstance(t, str) else t.text(language) for t in self.things)


def called(code: str, names: Names) -> Name | str:
    return names.get(code, code)


def listed(things: Iterable[Name | Message | str]) -> Message:
    return Listed("words.list_separator", things=tuple(things))


def says(line: Line, names: Names) -> Message:
    """Such as ``core_urban: GDP growth at most 0.08``."""
    of, to = (_set(s, names) for s in ((line.sets or ((),))[0], (line.sets or ((),))[-1]))
    # One indicator needs no "together".
    kind = "each_share" if line.rule.kind == "share" and len(line.sets[0]) == 1 else line.rule.kind
    values = {"rule": called(line.rule.id, names), "group": called(line.group, names), "limit": f"{line.limit:g}"}
    other = called(line.other, names) if line.other is not None else ""
    unit = called(line.unit, names) if line.unit is not None else ""
    return Message(f"weights.{kind}_{line.side}", {**values, "of": of, "to": to, "other": other, "unit": unit})


def says_goal(goal: Goal, key: str) -> Message:
    """What a goal asks for, with its numbers; ``key`` is how words speak of it."""
    said = {
        name: f"{x:g}" if isinstance(x, float) else Message(f"weights.regret_{x}")
        for name, x in numbers_of(goal).items()
    }
    return Message(f"weights.goal_{key}", said)


def says_with_source(line: Line, names: Names) -> Message:
    return Message("weights.with_source", {"says": says(line, names), "source": says_source(line.rule.source)})


def says_source(source: Source | None) -> Message:
    """The clause and the place, as far as they are known."""
    if source is None:
        return Message("weights.no_source")
    key = f"weights.source{'_clause' if source.clause else ''}{'_place' if source.place else ''}"
    return Message(key, {"cite": source.cite, "clause": source.clause, "place": source.place})


def some(codes: Sequence[str], names: Names) -> Message:
    """A few groups or units, or the first of many."""
    if len(codes) <= LONGEST:
        return listed(called(code, names) for code in codes)
    return Message(
        "weights.and_others", {"count": len(codes), "first": listed(called(c, names) for c in codes[:LONGEST])}
    )


def _set(of: Iterable[str], names: Names) -> Message:
    codes = tuple(of)
    if len(codes) <= LONGEST:
        return listed(called(k, names) for k in codes)
    return Message("weights.so_many", {"count": len(codes), "first": called(codes[0], names)})
