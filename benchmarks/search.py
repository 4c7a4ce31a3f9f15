"""What a search costs: ten-year replications a second on one core with weights fixed, and where the time goes.

``python benchmarks/search.py`` takes about a minute.  Times are processor time of this process, medians of several; they depend on
the machine and move twofold from run to run.  ``guangdong2012`` has 7 units and 43 indicators; its mechanisms are taken away in steps.
"""

from __future__ import annotations

import cProfile
import pstats
import statistics
import sys
import time
from pathlib import Path

from govperf_sim.codesign.policies import FIRST
from govperf_sim.codesign.search import outcomes_of, search_of
from govperf_sim.experiments.model import ScenarioModel
from govperf_sim.experiments.store.shelf import Memory
from govperf_sim.scenario.load import Scenario, load_scenario

GUANGDONG = Path(__file__).parents[1] / "scenarios" / "guangdong2012"
YEARS, TIMES = 10, 3
PARTS = ("simpy", "luck.py", "institutions", "journal.py", "figures.py", "pandas", "pyarrow")
CORE = ("cycle.vintages", "cycle.periodic", "cycle.vanity", "cycle.services", "cycle.records", "cycle.checks",
        "cycle.survey", "cycle.experts", "cycle.third_party", "cycle.stage", "institutions")  # fmt: skip
"""What is not the core of a year: work, reward, self-reports and visits."""


def write(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def seconds(model: ScenarioModel, replications: int) -> float:
    """Of a cell at a value nobody has asked for yet."""
    taken = []
    for n in range(TIMES):
        began = time.process_time()
        model.play({"cycle.reward.strength": 0.6 + n / 1000}, 1, range(replications))
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def model_of(scenario: Scenario) -> ScenarioModel:
    model = ScenarioModel(scenario=scenario, outcomes=outcomes_of(scenario), years=YEARS, by_group=False)
    model.play({}, 1, range(2))  # weights are derived once
    return model


def rates() -> None:
    """Replications a second in cells of the search and in larger ones."""
    whole = load_scenario(GUANGDONG)
    some = whole.replace("institutions", None, because="benchmark of the year alone")
    core = whole.replace_all(dict.fromkeys(CORE), because="benchmark of the core of a year")
    for name, scenario in (("every mechanism and institution", whole), ("no institutions", some), ("core", core)):
        model = model_of(scenario)
        found = [f"{n / seconds(model, n):.0f} in lockstep of {n}" for n in (FIRST, 32, 128)]
        write(f"7 units, {YEARS} years, {name}: replications a second {', '.join(found)}")


def profile() -> None:
    """Which parts of the package the time of a cell goes to."""
    model = model_of(load_scenario(GUANGDONG))
    watch = cProfile.Profile()
    watch.enable()
    model.play({"cycle.reward.strength": 0.7}, 1, range(32))
    watch.disable()
    stats = pstats.Stats(watch).stats  # type: ignore[attr-defined]
    total = sum(own for _, _, own, _, _ in stats.values())
    for part in PARTS:
        own = sum(spent for (file, _, _), (_, _, spent, _, _) in stats.items() if part in file)
        write(f"  {part}: {own / total:.0%} of the time of a cell")


def beside_playing() -> None:
    """What a search takes besides playing: laying out, and looking again and again at what was played."""
    scenario = load_scenario("six_towns")
    asked = search_of(scenario, years=1, budget=8192)
    began = time.process_time()
    asked.run()
    whole = time.process_time() - began
    manifest = asked.experiment.manifest
    began = time.process_time()
    for cell in manifest.cells():
        Memory().put(cell, cell.play(asked.experiment.model))
    first = time.process_time() - began
    write(f"{len(asked.experiment.design.policies)} policies: first look {first:.1f} s, whole search {whole:.1f} s")


if __name__ == "__main__":
    rates()
    profile()
    beside_playing()
