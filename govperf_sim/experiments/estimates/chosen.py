"""What a choice of the best policy came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import NamedTuple

import numpy as np
import pandas as pd

from govperf_sim.cells import Array
from govperf_sim.words import Language, Message, default_language


class Reason(StrEnum):
    """Why a policy is out."""

    BEATEN = "beaten"
    UNPLAYED = "unplayed"
    UNMEASURED = "unmeasured"


class Out(NamedTuple):
    """After how many replications and why; ``by`` is the policy that beat it, or the world or replication it lacks."""

    replications: int
    reason: Reason
    by: int


@dataclass(frozen=True, eq=False)
class Chosen:
    """The contest of policies as far as it was played."""

    values: Array
    """Policy x replication, the mean over worlds."""
    out: Mapping[int, Out]
    sign: float
    """1 where more is better, and -1 where less is."""
    indifference: float
    error: float

    @property
    def left(self) -> tuple[int, ...]:
        """Policies that nobody has beaten yet."""
        return tuple(p for p in range(len(self.values)) if p not in self.out)

    @property
    def settled(self) -> bool:
        """Whether one policy is left: what is said of the error holds then only."""
        return len(self.left) == 1

    @property
    def best(self) -> int | None:
        """The policy that is left, or that leads those that are; None if no policy could be judged."""
        means = {p: self.sign * float(np.nanmean(self.values[p])) for p in self.left}
        return max(means, key=lambda p: means[p]) if means else None

    @property
    def table(self) -> pd.DataFrame:
        """Policy x value, replications, standing (best, left, beaten, unplayed, unmeasured) and ``by`` (see :class:`Out`)."""
        rows = {}
        for policy, values in enumerate(self.values):
            own = values[~np.isnan(values)]
            gone = self.out.get(policy)
            standing = gone.reason.value if gone else "best" if self.settled else "left"
            mean = float(own.mean()) if own.size else np.nan
            rows[policy] = (mean, own.size, standing, pd.NA if gone is None else gone.by)
        table = pd.DataFrame.from_dict(rows, orient="index", columns=["value", "replications", "standing", "by"])
        return table.rename_axis("policy").astype({"by": "Int64"})

    def text(self, language: Language) -> str:
        """The verdict, and a line for every policy that is out."""
        return "\n".join(message.text(language) for message in self.messages)

    @property
    def messages(self) -> list[Message]:
        ending = "chosen" if self.settled else "not_chosen" if self.left else "nobody_to_choose"
        said = {
            "best": self.best,
            "left": ", ".join(map(str, self.left)),
            "error": f"{100 * self.error:g}",
            "indifference": f"{self.indifference:g}",
            "replications": self.values.shape[1],
        }
        gone = sorted(self.out.items(), key=lambda item: (item[1].replications, item[0]))
        return [
            Message(f"estimates.{ending}", said),
            *(Message(f"estimates.out_{o.reason}", {"policy": p, "replications": o.replications, "by": o.by}) for p, o in gone),
        ]  # fmt: skip

    def _repr_html_(self) -> str:
        lines = "".join(f"<p>{escape(line)}</p>" for line in self.text(default_language()).splitlines())
        return f"{lines}{self.table.to_html(border=0, na_rep='—')}"
