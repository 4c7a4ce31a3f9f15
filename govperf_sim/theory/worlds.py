"""Minimal worlds: units that are all alike, a year without delay, every mechanism off but the ones asked for.

All units stand at the same level and form one group, so that each is a further draw of the same experiment.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.behaviour import Reward
from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.channels import Reports
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.decisions import Decisions, Situation
from govperf_sim.simulation.journal import Journal
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.measures import EFFORT_ON
from govperf_sim.simulation.outcomes import Work
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.scoring import ENDLESS
from govperf_sim.simulation.settings import Cycle

GROUP = "all"
PROMPT = Calendar(first_day=datetime.date(2012, 1, 4), score_delay=0)
"""Scores exist on the year's last day."""
UNHURRIED = Calendar(first_day=datetime.date(2012, 1, 4), score_delay=20)
"""Scores wait for the last visits."""
LASTING = 1e-12
"""A depreciation with which the year's level is the year's work, to rounding."""
FLEETING = 12.0
"""A depreciation with which a month's level is the month's work."""
NOTHING = 1e-12
"""A cost of fabricating at which it is all or nothing, for all that it matters."""


def textbook_work(**changed: float) -> Work:
    """A unit of effort adds one to the level in a year and nothing wears off, but for what is ``changed``."""
    plain = {"productivity": 1.0, "depreciation": LASTING, "effort_cost": 1.0, "substitution": 0.0, "shock": 0.0}
    return Work(**{**plain, **changed})


IDLE = textbook_work(effort_cost=1.0 / NOTHING)
"""Work that nobody does, so that every score is a lie or 0."""


def textbook_cycle(strength: float = 0.0, **mechanisms: Any) -> Cycle:
    """A year of textbook work, scores without ends, and ``mechanisms``."""
    plain = {"calendar": PROMPT, "work": textbook_work(), "scale": ENDLESS}
    return Cycle(**{**plain, "reward": Reward(strength=strength), **mechanisms})


def alike(units: int, loads: Array, start: float = 0.0) -> Population:
    """So many equal units; ``loads`` is indicator x task."""
    codes = tuple(f"u{i + 1}" for i in range(units))
    indicators, tasks = (
        tuple(f"{letter}{k + 1}" for k in range(n)) for letter, n in zip("xt", loads.shape, strict=True)
    )
    return Population(
        units=codes,
        groups=pd.Series(dict.fromkeys(codes, GROUP)),
        systems=pd.Series(dict.fromkeys(codes, GROUP)),
        indicators=indicators,
        tasks=tasks,
        task_of=pd.Series(dict.fromkeys(indicators, tasks[0])),
        applies=pd.DataFrame(True, index=list(codes), columns=list(indicators)),
        level0=pd.DataFrame(start, index=list(codes), columns=list(indicators)),
        loads=pd.DataFrame(loads, index=list(indicators), columns=list(tasks)),
    )


def in_pools(units: Population, weights: pd.DataFrame, count: int) -> tuple[Population, pd.DataFrame]:
    """Units alike in so many groups of equal size, one after another, and the same weights for each."""
    codes = [f"{GROUP}{number + 1}" for number in range(count)]
    groups = pd.Series(np.repeat(codes, len(units.units) // count), index=list(units.units), dtype=object)
    return replace(units, groups=groups), pd.DataFrame(
        np.repeat(weights.to_numpy(), count, axis=0), codes, weights.columns
    )


def careers(luck: Luck, ability: Array, effort: Array, chance: float) -> Array:
    """The scores of careers: each year shows ability, the effort of that year, and chance with a standard deviation.

    ``ability`` is replication x unit x year and so are the scores; ``effort`` is one number a year, of all units.
    """
    _, units, years = ability.shape

    def decide(situation: Situation) -> Decisions:
        done = (ability[..., situation.year - 1] + effort[situation.year - 1])[..., None]
        nothing = np.zeros_like(done)
        return Decisions(effort=done, fabrication=nothing, vanity=nothing[..., 0], shift=nothing)

    rules = textbook_cycle(
        work=textbook_work(depreciation=FLEETING, productivity=FLEETING, least_effort=-1.0),
        reports=Reports(noise=chance, propensity=0.0, fabrication_cost=1.0),
    )
    _, weights = contract(np.ones(1))
    journal = play(rules, alike(units, np.eye(1)), weights, luck, years, decide)
    return np.swapaxes(measured(journal, "score", units), 1, 2)


def contract(pay: Array) -> tuple[float, pd.DataFrame]:
    """Pay per indicator, as a reward of its sum and weights of its shares; equal weights where nothing is paid."""
    total = float(pay.sum())
    shares = pay / total if total > 0.0 else np.full(pay.size, 1.0 / pay.size)
    return total, pd.DataFrame([shares], index=[GROUP], columns=[f"x{k + 1}" for k in range(pay.size)])


def measured(journal: Journal, measure: str, units: int) -> Array:
    """A measure that every unit has, replication x year x unit."""
    rows = journal.measures[journal.measures["measure"] == measure]
    years = rows["year"].nunique()
    return rows["value"].to_numpy(float).reshape(-1, years, units)


def efforts(journal: Journal, tasks: int) -> Array:
    """The effort of the first unit on each task in the first year and replication; 0 where it does not work."""
    first = journal.measures.iloc[0]
    same = (journal.measures[["replication", "year", "unit"]] == first[["replication", "year", "unit"]]).all(axis=1)
    rows = journal.measures[same].set_index("measure")["value"]
    found: Array = rows.reindex([f"{EFFORT_ON}t{k + 1}" for k in range(tasks)]).fillna(0.0).to_numpy(float)
    return found
