"""The sheets of a form and what their columns are called: said once for who writes a form and who reads one.

Notes (one item a line), weights (two columns a group: in force and proposed), three sheets of numbers (one number of the
scenario a row, by its address): limits of rules, targets, visits; and one of new rules, in the columns of a workbook.
"""

from __future__ import annotations

from collections.abc import Mapping

from govperf_sim.words import LANGUAGES, Language, say

NOTES, WEIGHTS, RULES, NEW_RULES, TARGETS, VISITS = "notes", "weights", "rules", "new_rules", "targets", "visits"
SHEETS = (NOTES, WEIGHTS, RULES, NEW_RULES, TARGETS, VISITS)
NUMBERS = (RULES, TARGETS, VISITS)
"""The sheets with a number of the scenario in every row."""
TITLE, BY, WHY, BASE = "title", "by", "why", "base"
ITEMS = (TITLE, BY, WHY, BASE)
"""The items of the notes; the last says which scenario the form was written for."""
ADDRESS, ABOUT, ITEM, WHO, IN_FORCE, PROPOSED, REASON, CLAUSE, SOURCE = (
    "address", "about", "item", "who", "in_force", "proposed", "reason", "clause", "source",
)  # fmt: skip
COLUMNS: Mapping[str, float] = {
    ABOUT: 30, ITEM: 20, WHO: 16, IN_FORCE: 10, PROPOSED: 10, REASON: 40, CLAUSE: 8, SOURCE: 38, ADDRESS: 34,
}  # fmt: skip
"""The columns of a sheet of numbers, in their order, with their widths in characters."""
DROP = "drop"
"""The word for taking a limit, or whatever stands there, away."""


def title(sheet: str, language: Language) -> str:
    return say(f"proposal.sheet_{sheet}", language)


def titles() -> dict[str, tuple[str, ...]]:
    return {sheet: tuple(title(sheet, language) for language in LANGUAGES) for sheet in SHEETS}


def words(key: str) -> tuple[str, ...]:
    """All that a column or an item may be called."""
    return (*(say(f"proposal.head_{key}", language) for language in LANGUAGES), key)


def in_force_of(group: str) -> tuple[str, ...]:
    """What the column of a group's weights in force may be called."""
    return tuple(f"{word} {group}" for word in words(IN_FORCE))
