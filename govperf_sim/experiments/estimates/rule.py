"""How many replications: so many, or as many as an answer needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from govperf_sim.experiments.findings.samples import Samples


class Rule(Protocol):
    """Looks at what has been played and says how many replications each policy is to have.

    It must depend on nothing but the samples, so that an experiment that was broken off goes on as if it had not been.
    """

    @property
    def first(self) -> int:
        """Replications of every policy before the first look."""

    def wanted(self, samples: Samples) -> tuple[int, ...]:
        """Replications of each policy; those it has already when they are enough.  Never fewer."""


@dataclass(frozen=True)
class Fixed:
    """So many of every policy."""

    replications: int

    @property
    def first(self) -> int:
        return self.replications

    def wanted(self, samples: Samples) -> tuple[int, ...]:
        return samples.manifest.replications
