"""Small made-up assessment years for tests."""

import datetime

import numpy as np
import pandas as pd

from govperf_sim.simulation import (
    Calendar,
    Checks,
    Cycle,
    Deadline,
    Experts,
    Periodic,
    Population,
    Records,
    Reports,
    Reward,
    Services,
    Shifting,
    Spillovers,
    Stage,
    Survey,
    ThirdParty,
    Vanity,
    Vintages,
    Visits,
    Work,
)

TASKS = {"growth": ["gdp", "trade"], "care": ["school", "clinic", "air"], "law": ["cases"]}
CALENDAR = Calendar(first_day=datetime.date(2012, 1, 4))


def population(units=7, seed=7, groups=("cities", "counties")):
    """So many units in two groups, six indicators of three tasks; ``cases`` is not for counties.

    The scores of a unit do not depend on how many units there are.
    """
    codes = tuple(f"u{i}" for i in range(units))
    task_of = pd.Series({k: task for task, indicators in TASKS.items() for k in indicators})
    indicators = tuple(task_of.index)
    group = pd.Series({u: groups[i % len(groups)] for i, u in enumerate(codes)})
    applies = pd.DataFrame(True, index=list(codes), columns=list(indicators))
    applies.loc[group == "counties", "cases"] = False
    scores = [np.random.default_rng([seed, i]).uniform(0.3, 0.6, len(indicators)) for i in range(units)]
    return Population(
        units=codes,
        groups=group,
        systems=pd.Series(dict.fromkeys(codes, "regional")),
        indicators=indicators,
        tasks=tuple(TASKS),
        task_of=task_of,
        applies=applies,
        level0=pd.DataFrame(scores, index=list(codes), columns=list(indicators)).where(applies),
    )


def weights():
    return pd.DataFrame(
        {
            "gdp": [0.10, 0.20],
            "trade": [0.10, 0.10],
            "school": [0.20, 0.25],
            "clinic": [0.25, 0.25],
            "air": [0.15, 0.20],
            "cases": [0.20, 0.00],
        },
        index=["cities", "counties"],
    )


def work(**changed):
    plain = {"productivity": 1.0, "depreciation": 0.6, "effort_cost": 1.0, "substitution": 0.2, "shock": 0.03}
    return Work(**{**plain, **changed})


def reports(**changed):
    return Reports(**{"noise": 0.01, "propensity": 0.5, "fabrication_cost": 1.0, **changed})


def visits(**changed):
    plain = {"teams": 7, "a_year": 4, "days": 5, "detection": 0.8, "penalty": 0.05, "correction_days": 20}
    return Visits(**{**plain, **changed})


def services(**changed):
    plain = {"task": "law", "arrivals": 8.0, "staff": 9.0, "rate": 1.0, "deadline": 1}
    return Services(**{**plain, **changed})


def survey(**changed):
    plain = {"indicators": ("school",), "asked": 200, "returns": 0.4, "returns_discontent": 0.2, "organiser": 0.1}
    return Survey(**{**plain, **changed})


def cycle(**changed):
    plain = {
        "calendar": CALENDAR,
        "work": work(),
        "reward": Reward(strength=0.5),
        "reports": reports(),
        "visits": visits(),
    }
    return Cycle(**{**plain, **changed})


def eventful(**changed):
    """A year in which every mechanism is on."""
    every = {
        "visits": visits(teams=1, a_year=1, days=40, growth=3.0, fine=0.002, by_risk=1.0, chance=0.1),
        "checks": Checks(a_month=0.5, detection=0.2, penalty=0.01),
        "vanity": Vanity(visible=("gdp", "air"), lift=0.5, cost=0.001, curvature=1.0, debt_service=0.3, discount=0.1),
        "shifting": Shifting(cost=2.0, discount=0.7),
        "deadline": Deadline(target=0.5, bonus=1.0, cost=1.0, noise=1.0, decisions=7),
        "stage": Stage(share=0.3),
        "services": services(staff=8.5, burden=0.05, response=0.5, effort_days=20.0, hosting=4.0),
        "records": Records(indicators=("cases",), pause=2),
        "survey": survey(),
        "experts": Experts(indicators=("air",), members=5, noise=0.05, halo=0.3),
        "third_party": ThirdParty(indicators=("trade",), noise=0.01, fee=1.0),
        "periodic": Periodic(daily=0.4),
        "vintages": Vintages(noise=0.02, days=20, bias=0.01),
        "spillovers": Spillovers(effects={"growth": {"care": -0.2}, "law": {"growth": 0.1}}),
    }
    return cycle(**{**every, **changed})


def table(journal, measure):
    """unit x year"""
    rows = journal.measures[journal.measures["measure"] == measure]
    return rows.pivot(index="unit", columns="year", values="value")
