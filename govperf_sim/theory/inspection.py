r"""t09: visits by a limited inspectorate (Dresher, 1962; Avenhaus, von Stengel and Zamir, 2002; Tsebelis, 1989).

To falsify is worth g to a unit and costs it F if a visit finds it, which a visit does with chance q.

**A committed rate of visits.**  With v of n units visited at random, :math:`p = v/n`, all units are honest from

.. math:: F = g\,(1 - pq)/(pq)

on, and all falsify below.  The world finds this penalty by halving.

**The game.**  An inspector to whom a visit costs k and a falsification not found L chooses visits as units choose lies.  In
equilibrium :math:`P(\text{visit}) = g/(q(g + F))` and :math:`P(\text{lie}) = k/(qL)`, which F does not move: a unit gets nothing
out of it, and the inspector pays :math:`k/q` a unit.  The world says from which believed chance of a visit on units are
honest; then each side answers the share of years in which the other has visited or lied so far.  Choices go round in
circles; their averages tend to the equilibrium, and are within :data:`CIRCLE` of it over the years played.  A last year
is one of many units that lie, and are visited, by lots with these averages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.errors import fault
from govperf_sim.simulation.channels import Reports
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.decisions import Decisions, Situation, best_response
from govperf_sim.simulation.journal import Journal
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import AT_LEAST_ONE, NOT_NEGATIVE, POSITIVE, Range, refuse
from govperf_sim.simulation.scoring import MARKS
from govperf_sim.simulation.settings import Cycle
from govperf_sim.simulation.verification import Visits
from govperf_sim.theory.case import OFF, Estimate, mean_of, share_of, strange
from govperf_sim.theory.worlds import IDLE, NOTHING, UNHURRIED, alike, contract, measured, textbook_cycle

HALVINGS = 40
ROUNDS = 100_000
"""Years of the game."""
CIRCLE = 0.02
"""How far the averages of so many years may be from the equilibrium."""
MANY = 50
"""Units of the year by lot, and replications of it."""


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """Falsification under a committed rate of visits, and as a game."""

    name: ClassVar[str] = "t09"
    replications: ClassVar[int] = 400

    units: int = 7
    visits: int = 2
    gain: float = 1.0
    detection: float = 0.8
    penalty: float = 2.0
    """F in the game"""
    visit_cost: float = 0.3
    loss: float = 2.0

    def __post_init__(self) -> None:
        ranges = {
            "units": AT_LEAST_ONE,
            "visits": AT_LEAST_ONE,
            "gain": POSITIVE,
            "detection": Range(0, 1, "(]"),
            "penalty": NOT_NEGATIVE,
            "visit_cost": POSITIVE,
            "loss": POSITIVE,
        }
        refuse(strange(self, ranges))
        if self.visits > self.units:
            said = {"parameter": "t09.visits", "found": self.visits, "units": self.units}
            refuse([fault("simulation.more_visits_than_units", **said)])

    def mutant(self) -> Inspection:
        return replace(self, detection=OFF * self.detection)

    def exact(self) -> Mapping[str, float]:
        """Committed: the chance of a visit, the penalty from which all are honest, how many visits to liars find the lie.
        In the game: the believed chance of a visit from which units are honest, how often there is a visit, how often a
        lie, how often one is caught and how often not, what a unit gets and what the inspector pays a unit.
        """
        p, q = self.visits / self.units, self.detection
        visit, lie = self.gain / (q * (self.gain + self.penalty)), self.visit_cost / (q * self.loss)
        if lie >= 1.0:  # a visit never pays
            visit, lie = 0.0, 1.0
        elif visit >= 1.0:  # a lie always pays
            visit, lie = 1.0, 1.0
        return {
            "visited": p,
            "honest_from": self.gain * (1.0 - p * q) / (p * q),
            "found_of_visited": q,
            "deterred_from": min(self.gain / (q * (self.gain + self.penalty)), 1.0),
            "game_visits": visit,
            "game_lies": lie,
            "game_caught": lie * visit * q,
            "game_undetected": lie * (1.0 - visit * q),
            "game_payoff": lie * (self.gain - visit * q * (self.gain + self.penalty)),
            "game_cost": self.visit_cost * visit + self.loss * lie * (1.0 - visit * q),
        }

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from years under penalties, and from the years of the game."""
        one = Luck(luck.seed, luck.replications[:1])

        def lies(penalty: float) -> bool:
            return _lies(self._committed(one, penalty), self.units)

        low, high = 0.0, self.gain
        while lies(high):
            low, high = high, 2.0 * high
        journal = self._year(luck, self.units, self.visits, 0.0, believed=0.0)
        visited, found = (measured(journal, name, self.units) for name in ("visited", "found"))
        deterring = self._deterring(one)
        game_visits, game_lies = self._game(deterring)
        return {
            "visited": mean_of(visited[:, 0, 0]),
            "honest_from": Estimate(_turn(lies, low, high)),
            "found_of_visited": share_of(int(found.sum()), int(visited.sum())),
            "deterred_from": Estimate(deterring),
            "game_visits": Estimate(game_visits, CIRCLE / 4.0),
            "game_lies": Estimate(game_lies, CIRCLE / 4.0),
            **self._by_lot(Luck(luck.seed, luck.replications[:MANY]), game_visits, game_lies),
        }

    def _committed(self, luck: Luck, penalty: float) -> Journal:
        return self._year(luck, self.units, self.visits, penalty, self.visits / self.units)

    def _by_lot(self, luck: Luck, visit: float, lie: float) -> dict[str, Estimate]:
        """What comes of a year in which units lie, and are visited, by lot."""
        lots = luck.uniform("lies", 1, (MANY, 1))

        def lying(situation: Situation) -> Decisions:
            nothing = np.zeros_like(lots)
            lies = np.where(lots < lie, 1.0, 0.0)
            return Decisions(effort=nothing, fabrication=lies, vanity=nothing[..., 0], shift=nothing)

        strength, weights = contract(np.array([self.gain]))
        journal = play(self._rules(strength, MANY, 0, 0.0, visit), alike(MANY, np.eye(1)), weights, luck, 1, lying)
        lied, visited, found = (measured(journal, name, MANY).ravel() for name in ("fabricated", "visited", "found"))
        undetected, q, stake = lied - found, self.detection, self.gain + self.penalty
        # What the averages may be off by moves these means as well: by so much for a visit, and for a lie.
        seen = {
            "game_caught": (found, q * lie, q * visit),
            "game_undetected": (undetected, q * lie, 1.0 - q * visit),
            "game_payoff": (self.gain * lied - stake * found, q * lie * stake, abs(self.gain - visit * q * stake)),
            "game_cost": (
                self.visit_cost * visited + self.loss * undetected,
                abs(self.visit_cost - self.loss * q * lie),
                self.loss * (1.0 - q * visit),
            ),
        }
        told = {name: mean_of(values) for name, (values, *_) in seen.items()}
        unseen = share_of(0, lied.size).error * max(1.0, stake, self.loss, self.visit_cost)
        return {
            name: replace(found, error=max(found.error, unseen) + CIRCLE / 4.0 * sum(seen[name][1:]))
            for name, found in told.items()
        }

    def _rules(self, strength: float, teams: int, visits: int, penalty: float, chance: float = 0.0) -> Cycle:
        """A year of so many visits, and a chance of one for every other unit."""
        return textbook_cycle(
            strength,
            reports=Reports(noise=0.0, propensity=1.0, fabrication_cost=NOTHING),
            visits=Visits(
                teams=teams,
                a_year=visits,
                days=1,
                detection=self.detection,
                penalty=penalty / self.gain,
                correction_days=0,
                chance=min(chance, 1.0),
            ),
            scale=MARKS,
            work=IDLE,
            calendar=UNHURRIED,
        )

    def _year(self, luck: Luck, units: int, visits: int, penalty: float, believed: float) -> Journal:
        """A year of so many visits and of units that believe in such a chance of one."""
        strength, weights = contract(np.array([self.gain]))
        rules = self._rules(strength, units, visits, penalty)

        def believing(situation: Situation) -> Decisions:
            return best_response(replace(situation, scrutiny=replace(situation.scrutiny, visited=believed)))

        return play(rules, alike(units, np.eye(1)), weights, luck, years=1, decide=believing)

    def _deterring(self, luck: Luck) -> float:
        """The believed chance of a visit from which a unit of the game is honest; 1 if it lies even so."""

        def lies(believed: float) -> bool:
            return _lies(self._year(luck, 1, 1, self.penalty, believed), 1)

        return 1.0 if lies(1.0) else _turn(lies, 0.0, 1.0)

    def _game(self, deterring: float) -> tuple[float, float]:
        """The shares of years with a visit and with a lie, when each side answers what the other has done so far."""
        worth = self.visit_cost / (self.detection * self.loss)
        visits, lies = 0.5, 0.5  # before the first year, either as likely as not
        for year in range(1, ROUNDS + 1):
            visit, lie = lies / year > worth, visits / year < deterring
            visits, lies = visits + visit, lies + lie
        return visits / ROUNDS, lies / ROUNDS


def _lies(journal: Journal, units: int) -> bool:
    return bool(measured(journal, "fabricated", units).mean() > 0.5)


def _turn(lies: Callable[[float], bool], low: float, high: float) -> float:
    """Where lying stops between ``low``, where it pays, and ``high``, where it does not."""
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if lies(middle) else (low, middle)
    return 0.5 * (low + high)
