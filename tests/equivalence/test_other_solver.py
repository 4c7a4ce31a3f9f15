"""Another solver, CBC, finds the same weights by the stages of the guard written out here in plain PuLP.

Nothing of the package but the rules and the data goes in: own best and worst, least regrets, projection, caps, guarded
move and points are each a fresh PuLP model for CBC.  PuLP 3 brings CBC; PuLP 4 does not.
"""

from pathlib import Path

import pulp
import pytest
from questions import four_groups, of_other_program, random_question

from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.guard import RegretGuard
from govperf_sim.weights.rules import admissible

CBC = getattr(getattr(pulp, "PULP_CBC_CMD", None), "pulp_cbc_path", "")
"""The program that PuLP 3 brings."""
pytestmark = pytest.mark.skipif(not Path(CBC).is_file(), reason="this PuLP brings no CBC")
ROOM = 1e-8
"""What a stage may give of the optimum of the one before: CBC is exact to about that."""


class Stages:
    """The guard by CBC, for one question."""

    def __init__(self, q, kappa):
        self.q, self.cells = q, [(g, k) for g, own in q.indicators_of.items() for k in own]
        self.unit = [(u, g) for g, units in q.units_of.items() for u in units]
        self.bounds = {u: self._own(u, g) for u, g in self.unit}
        self.least = self._least_regrets()
        self.projected = self._closest(q.start, dict.fromkeys(q.indicators_of, 1.0))
        near = {g: self._worst(g, self.projected) for g in q.indicators_of}
        self.caps = {g: (1 - kappa) * self.least[g] + kappa * max(near[g], self.least[g]) for g in near}
        self.weights = self._closest(self.projected, self.caps)

    def _own(self, unit, g):
        own = [r for r in self.q.rules if r.alone and g in r.where(self.q.indicators_of)]
        found = []
        for sign in (-1, 1):
            m = admissible({g: self.q.indicators_of[g]}, own)
            found.append(solved(m, sign * self._score(m, unit, g)) * sign)
        return found

    def _score(self, m, unit, g):
        return pulp.lpSum(self.q.scores_of[unit][k] * m.w[g, k] for k in self.q.indicators_of[g])

    def _worst(self, g, w):
        borne = [
            (best - sum(self.q.scores_of[u][k] * w[g, k] for k in self.q.indicators_of[g])) / (best - worst)
            for u, h in self.unit
            if h == g
            for best, worst in [self.bounds[u]]
            if best - worst >= 0.0005
        ]
        return max(borne, default=0.0)

    def _within(self, levels):
        """The rules, and every regret within the level of its group."""
        m = self.q.model()
        for u, g in self.unit:
            best, worst = self.bounds[u]
            if best - worst >= 0.0005:
                m.require(f"within({u})", self._score(m, u, g) + (best - worst) * levels(m, g) >= best)
        return m

    def _least_regrets(self):
        """Leximin without duals: a group is settled when its level alone cannot be lower while the others keep theirs."""
        held = {}
        while len(held) < len(self.q.indicators_of):
            free = [g for g in self.q.indicators_of if g not in held]
            z = self._lowest(held, free, dict.fromkeys(free))
            for g in free:
                if self._lowest(held, free, {h: None if h == g else z + ROOM for h in free}) > z - 1e-5:
                    held[g] = z
        return held

    def _lowest(self, held, free, levels):
        """The least common level of those of the free groups that have none given."""

        def level(m, g):
            if "z" not in m.columns:
                m.column("z")
            given = held[g] + ROOM if g in held else levels[g]
            return m.columns["z"] if given is None else given

        m = self._within(level)
        return solved(m, 1 * m.columns["z"])

    def _closest(self, p, caps):
        """The smallest total move within the caps, then leximin of the moves, again without duals."""
        total, held = None, {}
        while len(held) < len(self.cells):
            free = [at for at in self.cells if at not in held]
            m = self._moved(p, caps, total, held)
            if total is None:
                total = solved(m, self._total(m))
                continue
            z = m.column("z")
            for g, k in free:
                m.require(f"even({g},{k})", m.columns[f"d({g},{k})"] - z <= 0)
            level = solved(m, 1 * z)
            if level < 1e-6:
                break
            reached = [at for at in free if m.columns["d({},{})".format(*at)].value() > level - 1e-6]
            for at in reached:
                lone = self._moved(p, caps, total, {**held, **dict.fromkeys((a for a in free if a != at), level)})
                if solved(lone, 1 * lone.columns["d({},{})".format(*at)]) > level - 1e-5:
                    held[at] = level
        return {at: w.value() for at, w in m.w.items()}

    def _moved(self, p, caps, total, held):
        m = self._within(lambda _, g: caps[g] + ROOM)
        for g, k in self.cells:
            d = m.column(f"d({g},{k})")
            m.require(f"up({g},{k})", m.w[g, k] - d <= p[g, k])
            m.require(f"down({g},{k})", m.w[g, k] + d >= p[g, k])
        if total is not None:
            m.require("total", self._total(m) <= total + ROOM)
        for (g, k), level in held.items():
            m.require(f"held({g},{k})", 1 * m.columns[f"d({g},{k})"] <= level + ROOM)
        return m

    def _total(self, m):
        return pulp.lpSum(m.columns[f"d({g},{k})"] for g, k in self.cells) * (1 / len(self.q.indicators_of))

    def points(self, w, slack):
        """The least total move of whole points, in points."""
        m = self._within(lambda _, g: self.caps[g] + slack)
        for g, k in self.cells:
            s, d = m.whole(f"s({g},{k})"), m.column(f"d({g},{k})")
            m.require(f"whole({g},{k})", m.w[g, k] - 0.01 * s == 0)
            m.require(f"up({g},{k})", s - d <= 100 * w[g, k])
            m.require(f"down({g},{k})", s + d >= 100 * w[g, k])
        return solved(m, self._total(m))


def solved(m, objective):
    """The optimum by CBC."""
    m.minimise(objective)
    m.problem.solve(pulp.COIN_CMD(path=CBC, msg=False, options=["primalT 1e-10", "dualT 1e-10"]))
    assert m.problem.status == pulp.LpStatusOptimal
    return pulp.value(m.problem.objective)


QUESTIONS = {
    "order": lambda: of_other_program("weights_small_6x4_order_group")[0],
    "degenerate": lambda: of_other_program("weights_degenerate_8x5")[0],
    "coupled": lambda: four_groups()[0],
    "random": lambda: random_question(7, groups=2, units=8, indicators=6),
}


@pytest.mark.parametrize("name", ["order", "degenerate", "random", pytest.param("coupled", marks=pytest.mark.slow)])
def test_cbc_finds_the_same_weights_and_points_as_close(name):
    q = QUESTIONS[name]()
    ours, other = derive_weights(q, RegretGuard(0.5)), Stages(q, 0.5)
    for unit, row in q.bounds.iterrows():
        assert other.bounds[unit] == pytest.approx(row.to_list(), abs=1e-7)
    assert other.least == pytest.approx(dict(ours.guard.least_regret), abs=1e-6)
    assert other.caps == pytest.approx(dict(ours.guard.caps), abs=1e-6)
    assert other.projected == pytest.approx(dict(ours.guard.projected), abs=1e-6)
    assert other.weights == pytest.approx(dict(ours.cells), abs=1e-6)
    assert other.points(ours.cells, ours.rounding.slack + ROOM) == pytest.approx(ours.rounding.moved, abs=1e-4)
