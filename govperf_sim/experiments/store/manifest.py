"""The manifest: what the cells of a store are of, so that findings can be read without the scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from govperf_sim.experiments.analysis import Analysis
from govperf_sim.experiments.cell import Cell
from govperf_sim.experiments.design.design import Design
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.words import Name


class Declared(Protocol):
    """What a manifest keeps of the rule by which replications are counted; rules themselves look at samples
    (:mod:`govperf_sim.experiments.estimates.rule`), and samples are read by a manifest.
    """

    @property
    def first(self) -> int:
        """Replications of every policy before the first look."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """``replications`` counts those of every policy, played in blocks of ``block``, the last one perhaps shorter."""

    title: Name
    model: str
    """Digest of the model."""
    scenario: str
    """The name of the scenario, or of the function."""
    folder: str = ""
    """Where the scenario was read from; empty for a function."""
    years: int | None = None
    """The years that are played of a scenario."""
    illustrative: bool
    """Whether any number of it is illustrative or synthetic; whatever shows findings must then say so."""
    design: Design
    outcomes: tuple[Outcome, ...]
    groups: Mapping[str, Name]
    """The groups that outcomes are told for, beside everybody."""
    seed: int
    replications: tuple[int, ...]
    block: int
    code: str
    versions: Mapping[str, str]
    rule: Declared
    analysis: Analysis = field(default_factory=Analysis)
    variants: Mapping[str, Name] = field(default_factory=dict)
    """The variants of the scenario, which a lever may choose from."""

    def cell(self, policy: int, world: int, replications: range) -> Cell:
        return Cell(
            code=self.code,
            model=self.model,
            changes=self.design.values(policy, world),
            seed=self.seed,
            replications=replications,
        )

    def blocks(self, policy: int) -> Iterator[range]:
        """The replications of a policy, block by block."""
        count = self.replications[policy]
        return (range(a, min(a + self.block, count)) for a in range(0, count, self.block))

    def cells(self) -> Iterator[Cell]:
        """Every cell, world by world: what is compared lies together."""
        for world in range(len(self.design.worlds)):
            for policy in range(len(self.design.policies)):
                for block in self.blocks(policy):
                    yield self.cell(policy, world, block)

    @property
    def count(self) -> int:
        """How many cells there are."""
        return len(self.design.worlds) * sum(-(-r // self.block) for r in self.replications)
