"""How many replications: so many, or as many as an answer needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from govperf_sim.errors import Fault, fault
from govperf_sim.experiments.findings.samples import Samples
from govperf_sim.experiments.outcome import Outcome


class Rule(Protocol):
    """Looks at what has been played and says how many replications each policy is to have.

    It must depend on nothing but the samples, so that an experiment that was broken off goes on as if it had not been.
    """

    @property
    def first(self) -> int:
        """Replications of every policy before the first look."""

    def faults(self, outcomes: Sequence[Outcome]) -> list[Fault]:
        """What no playing can mend: numbers that cannot be, an outcome that is not measured."""

    def wanted(self, samples: Samples) -> tuple[int, ...]:
        """Replications of each policy; those it has already when they are enough.  Never fewer."""


@dataclass(frozen=True)
class Fixed:
    """So many of every policy."""

    replications: int

    @property
    def first(self) -> int:
        return self.replications

    def faults(self, outcomes: Sequence[Outcome]) -> list[Fault]:
        if self.replications >= 1:
            return []
        return [fault("experiments.below_one", what="replications", found=self.replications)]

    def wanted(self, samples: Samples) -> tuple[int, ...]:
        return samples.manifest.replications
