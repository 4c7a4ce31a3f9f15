"""Experiments that other processes play, and a program that runs one of them: ``python played_apart.py STORE WORKERS``."""

import os
import signal
import sys
import time
from pathlib import Path

import numpy as np

from govperf_sim.experiments.design.distributions import Uniform
from govperf_sim.experiments.design.factors import Lever, Uncertainty
from govperf_sim.experiments.design.plans import LatinHypercube
from govperf_sim.experiments.experiment import Plans, of_model
from govperf_sim.experiments.model import FunctionModel
from govperf_sim.experiments.outcome import Outcome


def game(values, seed, replications):
    """Irrational numbers, so that a lost bit shows."""
    draws = [np.random.default_rng([seed, r]).normal(values["drift"]) for r in replications]
    return {"won": [values["stake"] * x / 3.0 for x in draws], "square": [x * x for x in draws]}


def slow_game(values, seed, replications):
    """As long as the environment says."""
    time.sleep(float(os.environ.get("PAUSE", "0")))
    return game(values, seed, replications)


def game_that_kills_once(values, seed, replications):
    """The first to play it, anywhere, is killed; who comes later plays as usual."""
    try:
        (Path(os.environ["KILLED_HERE"]) / "killed").touch(exist_ok=False)
    except FileExistsError:
        return game(values, seed, replications)
    os.kill(os.getpid(), signal.SIGKILL)


def game_that_kills(values, seed, replications):
    """Whoever plays one certain cell is killed."""
    if replications.start == 32 and values["stake"] == 1.0 and values["drift"] > 0.0:
        os.kill(os.getpid(), signal.SIGKILL)
    return game(values, seed, replications)


def experiment(function=game, *, worlds=2, replications=100):
    return of_model(
        FunctionModel(
            function=function,
            outcomes=(Outcome(code="won"), Outcome(code="square")),
            defaults={"stake": 1.0, "drift": 0.0},
        ),
        levers=[Lever(code="stake", path="stake", values=(1.0, 2.0, 3.0), because="a test")],
        uncertainties=[Uncertainty(code="drift", path="drift", spread=Uniform(-1.0, 1.0), because="a test")],
        plans=Plans(uncertainties=LatinHypercube(worlds)),
        replications=replications,
    )


def files(store):
    """Every file of a store, byte for byte."""
    return {str(p.relative_to(store)): p.read_bytes() for p in sorted(store.rglob("*")) if p.is_file()}


if __name__ == "__main__":
    experiment(slow_game).run(store=sys.argv[1], workers=int(sys.argv[2]))
