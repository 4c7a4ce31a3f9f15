"""A cell: some replications at one point of a design, known by what went into it.

The key is a hash of the model, the values, the seed, the replications and the code: the same question has the same key
on any machine, and another question another one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from govperf_sim.errors import GovPerfError
from govperf_sim.experiments.model import Model
from govperf_sim.words import LANGUAGES, Language


@dataclass(frozen=True, kw_only=True)
class Cell:
    """``changes`` are the values by address; ``model`` is the model's digest and ``code`` that of the package."""

    code: str
    model: str
    changes: Mapping[str, Any]
    seed: int
    replications: range

    @cached_property
    def key(self) -> str:
        """20 hexadecimal digits."""
        said = {
            "code": self.code,
            "model": self.model,
            "changes": dict(sorted(self.changes.items())),
            "seed": self.seed,
            "replications": [self.replications.start, self.replications.stop],
        }
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:20]

    def __str__(self) -> str:
        return self.key

    def play(self, model: Model) -> Result:
        """What the model tells of it; where nothing can be played, why."""
        try:
            return Result(table=model.play(self.changes, self.seed, self.replications))
        except GovPerfError as refused:
            return Result(refused={language: refused.text(language) for language in LANGUAGES})


@dataclass(frozen=True, kw_only=True)
class Result:
    """The table of a cell (:data:`~govperf_sim.experiments.outcome.COLUMNS`); or why there is none, in both languages."""

    table: pd.DataFrame | None = None
    refused: Mapping[Language, str] | None = None
