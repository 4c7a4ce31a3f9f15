"""The cases of one unit in one year, one by one: when each came, was begun and was done, and whether in time."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from govperf_sim.words import Language, default_language, say


@dataclass(frozen=True)
class Cases:
    """Every case that came in a year or waited when it opened, as it stood when the year ended.

    ``table`` has ``case``, the working days of the year ``arrived``, ``begun``, ``done`` (0 or less before its first day,
    empty for what had not happened), ``due``, the dates ``arrived_on``, ``begun_on`` and ``done_on``, and ``late``.
    """

    table: pd.DataFrame

    @property
    def counts(self) -> Mapping[str, int]:
        """How many waited when the year opened, arrived, were done, fell late, and wait at its end.

        A case is late in the year of its due day, as in the counts of the journal, whenever it is done.
        """
        rows = self.table
        return {
            "waited": int((rows["arrived"] <= 0).sum()),
            "arrived": int((rows["arrived"] > 0).sum()),
            "done": int(rows["done"].notna().sum()),
            "late": int((rows["late"] & (rows["due"] > 0)).sum()),
            "waiting": int(rows["done"].isna().sum()),
        }

    def text(self, language: Language) -> str:
        """How many there were, then a line a case: the date and the working day it came, and what became of it."""
        head = say("experiments.cases_head", language, **self.counts)
        return "\n".join([head, *(_line(row, language) for row in self.table.to_dict("records"))])

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.text(default_language()))}</pre>"


def _line(row: Mapping[Hashable, Any], language: Language) -> str:
    begun, done = (not pd.isna(row[what]) for what in ("begun", "done"))
    state = "late" if row["late"] else "in_time" if done else "open"
    said: dict[str, Any] = {"number": row["case"], "verdict": say(f"experiments.case_{state}", language)}
    if begun:
        said["begun"] = f"{row['begun_on']:%Y-%m-%d}"
    if done:
        said |= {"done": f"{row['done_on']:%Y-%m-%d}", "days": row["done"] - row["arrived"]}
    key = "case_done" if done else "case_begun" if begun else "case_waits"
    return f"{row['arrived_on']:%Y-%m-%d}  {row['arrived']:>3}  {say(f'experiments.{key}', language, **said)}"
