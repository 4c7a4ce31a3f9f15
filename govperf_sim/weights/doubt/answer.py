r"""What a benchmark found: scores, and what the optimal weights of a unit have in common.

Optimal weights are a face, seldom a point.  Said of it: the least and the most each indicator brings of the unit's own
score; which indicators bring nothing whatever the choice, and which need not; and the peers, the units that look as good
as anybody does under every optimal choice.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from govperf_sim.weights.arrays import Array
from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.doubt.program import BEST, Pool, Sweep, benchmark_model
from govperf_sim.weights.statements import Names, called, listed
from govperf_sim.words import Language, Message, default_language, say

ONE = 1e-9
"""A score this close to 1 is 1; also the largest gap between a score and its proven bound."""
NOTHING = 1e-7
"""A share, or a width, or a lead below this is none."""


@dataclass(frozen=True, eq=False)
class BenchmarkScores:
    """Benchmarks of all units.

    ``scores``: index unit; columns group, score in (0, 1], and bound, which its duals prove no weights exceed.
    ``left_out``: ids of the rules of the weighting that cannot bind a benchmark.
    """

    scores: pd.DataFrame
    pools: tuple[Pool, ...]
    left_out: tuple[str, ...]
    names: Names

    @property
    def score(self) -> pd.Series[float]:
        return self.scores["score"]

    @functools.cached_property
    def table(self) -> pd.DataFrame:
        """Index unit; ``scores`` with unique, nothing_from, need_nothing_from, peers.

        ``unique``: whether one set of shares is optimal, and no other.  ``nothing_from``: from how many indicators the
        unit draws nothing under any optimal weights; ``need_nothing_from``: from how many it need not.  ``peers``: the
        units that reach the best under every optimal choice of weights.
        """
        shares = self.shares.groupby(level="unit")
        found = self.scores.copy()
        found["unique"] = (self.shares["at_most"] - self.shares["at_least"] <= NOTHING).groupby(level="unit").all()
        found["nothing_from"] = shares["at_most"].agg(lambda most: int((most <= NOTHING).sum()))
        found["need_nothing_from"] = shares["at_least"].agg(lambda least: int((least <= NOTHING).sum()))
        found["peers"] = pd.Series({unit: face.peers for unit, face in self._faces.items()})
        return found

    @functools.cached_property
    def shares(self) -> pd.DataFrame:
        """Index (unit, indicator); at_least, at_most: what the indicator brings of the unit's own score, in [0, 1]."""
        indicators = {unit: pool.indicators for pool in self.pools for unit in pool.units}
        rows = {
            (unit, k): ends
            for unit, face in self._faces.items()
            for k, ends in zip(indicators[unit], face.shares.tolist(), strict=True)
        }
        table = pd.DataFrame.from_dict(rows, orient="index", columns=["at_least", "at_most"])
        table.index = pd.MultiIndex.from_tuples(list(rows), names=["unit", "indicator"])
        return table

    def warnings(self, language: Language | None = None) -> tuple[str, ...]:
        """What a reader must be told: groups of which most units score 1, groups of one, and rules left out."""
        return tuple(message.text(language or default_language()) for message in self._warned())

    def _warned(self) -> Iterator[Message]:
        for pool in self.pools:
            group = called(pool.group, self.names)
            ones = int((self.score[list(pool.units)] >= 1 - ONE).sum())
            if len(pool.units) == 1:
                yield Message("weights.benchmark_alone", {"group": group})
            elif 2 * ones > len(pool.units):
                yield Message("weights.benchmark_ones", {"group": group, "ones": ones, "units": len(pool.units)})
        if self.left_out:
            rules = listed(called(rule, self.names) for rule in self.left_out)
            yield Message("weights.benchmark_left_out", {"rules": rules})

    @functools.cached_property
    def _faces(self) -> Mapping[str, Face]:
        found = {unit: face for pool in self.pools for unit, face in faces(pool)}
        return {str(unit): found[str(unit)] for unit in self.scores.index}

    def _repr_html_(self) -> str:
        said = "".join(f"<p>{sentence}</p>" for sentence in self.warnings())
        caption = say("weights.benchmark_caption", default_language())
        return f"<p>{caption}</p>{said}" + self.scores.to_html(float_format="{:.3f}".format, border=0)


@dataclass(frozen=True, eq=False)
class Face:
    """The optimal weights of one unit."""

    shares: Array
    """Indicator x (least, most): what it brings of what all bring."""
    peers: tuple[str, ...]


def faces(pool: Pool) -> Iterator[tuple[str, Face]]:
    """The optimal face of every unit; one that prices show to be a point needs no program of its own."""
    sweep = Sweep(pool)
    for i, unit in enumerate(pool.units):
        found = sweep.solve(i)
        w = found.x[sweep.at]
        parts = pool.form.parts(pool.x[i], pool.indicators) / pool.form.total(found.value, pool.sign)
        best = found.x[sweep.batch.column[BEST]] if BEST in sweep.batch.column else 0.0
        tight = [peer for j, peer in enumerate(pool.units) if best - pool.balance(j) @ w <= NOTHING]
        if sweep.batch.is_one_point(found):
            yield unit, Face(np.clip(np.column_stack([w * parts] * 2), 0.0, 1.0), tuple(tight))
            continue
        m = benchmark_model(pool, unit)
        program = CompiledProgram(m.problem, m.waiting)
        program.stay_on_face(program.solve())
        shares = np.clip(_widths(program, pool, parts), 0.0, 1.0)
        yield unit, Face(shares, tuple(p for p in tight if not _may_fall_behind(program, pool, p)))


def _widths(program: CompiledProgram, pool: Pool, parts: Array) -> Array:
    """The least and the most each indicator can bring on the face."""
    shares = np.zeros((len(parts), 2))
    for k in np.flatnonzero(parts):
        column = f"w({pool.group},{pool.indicators[k]})"
        for end, sign in enumerate((1.0, -1.0)):
            program.set_objective({column: sign * parts[k]})
            shares[k, end] = sign * program.solve().value
    return shares


def _may_fall_behind(program: CompiledProgram, pool: Pool, peer: str) -> bool:
    """Whether some optimal weights leave the unit behind the best."""
    balance = pool.balance(pool.units.index(peer))
    lead = {f"w({pool.group},{k})": -a for k, a in zip(pool.indicators, balance, strict=True)}
    if pool.form.ceiling(pool.sign):
        lead[BEST] = 1.0
    program.set_objective({column: -a for column, a in lead.items()})
    return -program.solve().value > NOTHING
