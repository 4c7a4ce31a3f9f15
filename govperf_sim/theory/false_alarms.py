r"""t14c: the two errors of accountability (Bayes).

A share b of the units gives cause.  Where there is cause an investigation opens with chance t, where there is none with chance
f.  Of those held to account

.. math:: \mathrm{PPV} = \frac{b\,t}{b\,t + (1 - b)\,f}

deserve it, the rest falsely; of those who deserve it the share :math:`1 - t` is missed.

**World.**  Idle units, drawn by lot, work less than is asked; investigations end on the day they begin.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.decisions import Decisions, Situation
from govperf_sim.simulation.institutions.accountability import Accountability
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import Range, refuse
from govperf_sim.theory.case import OFF, Estimate, share_of, strange
from govperf_sim.theory.worlds import alike, contract, measured, textbook_cycle

UNITS = 50
ASKED = 0.5


@dataclass(frozen=True, kw_only=True)
class FalseAlarms:
    """How many deserve it, and how often who is suspected."""

    name: ClassVar[str] = "t14c"
    replications: ClassVar[int] = 800

    base_rate: float = 0.1
    sensitivity: float = 0.7
    false_alarm: float = 0.05

    def __post_init__(self) -> None:
        within = Range(0, 1, "()")
        refuse(strange(self, {"base_rate": within, "sensitivity": Range(0, 1, "(]"), "false_alarm": within}))

    def mutant(self) -> FalseAlarms:
        return replace(self, sensitivity=self.sensitivity / OFF)

    def exact(self) -> Mapping[str, float]:
        """The share of units held to account; of these, who deserve it and who do not; of the deserving, who are missed."""
        rightly, wrongly = self.base_rate * self.sensitivity, (1.0 - self.base_rate) * self.false_alarm
        return {
            "held_to_account": rightly + wrongly,
            "ppv": rightly / (rightly + wrongly),
            "false_accountability": wrongly / (rightly + wrongly),
            "missed": 1.0 - self.sensitivity,
        }

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from the sanctions that follow a year."""

        def decide(situation: Situation) -> Decisions:
            idle = luck.uniform("idle", situation.year, (UNITS,)) < self.base_rate
            done = np.where(idle, 0.0, 2.0 * ASKED)[..., None]
            nothing = np.zeros_like(done)
            return Decisions(effort=done, fabrication=nothing, vanity=nothing[..., 0], shift=nothing)

        rule = Accountability(sensitivity=self.sensitivity, false_alarm=self.false_alarm, inaction=ASKED, length=0.0)
        _, weights = contract(np.ones(1))
        rules = textbook_cycle(institutions={"accountability": rule})
        journal = play(rules, alike(UNITS, np.eye(1)), weights, luck, 1, decide)
        told = journal.events["event"].value_counts()
        right, wrong = (int(told.get(event, 0)) for event in ("sanctioned", "falsely_sanctioned"))
        missed, deserving = (int(measured(journal, name, UNITS).sum()) for name in ("deserving_missed", "deserving"))
        return {
            "held_to_account": share_of(right + wrong, UNITS * len(luck)),
            "ppv": share_of(right, right + wrong),
            "false_accountability": share_of(wrong, right + wrong),
            "missed": share_of(missed, deserving),
        }
