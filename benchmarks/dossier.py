"""How long a proposal for ``guangdong2012`` takes, from the scenario's files to the dossier in all forms; prints what it measures.

``python benchmarks/dossier.py`` takes half a minute.  Times are of the processor, its children included: what one core
needs when nothing else asks for it.  The proposal gives growth in the urban core four points more than its published
points, a cap of 15 instead of 8, and asks for five visits a year.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCENARIO = Path(__file__).parents[1] / "scenarios" / "guangdong2012"


def spent() -> float:
    now = os.times()
    return now.user + now.system + now.children_user + now.children_system


@contextmanager
def told(what: str) -> Iterator[None]:
    before = spent()
    yield
    sys.stdout.write(f"{what:<28}{spent() - before:6.1f} s\n")


def main() -> None:
    begun = spent()
    with told("import"):
        from govperf_sim import derive_weights, load_scenario
        from govperf_sim.experiments.appraisal.appraise import appraise
        from govperf_sim.experiments.appraisal.proposed import Proposed
        from govperf_sim.report.dossier.write import write_dossier
        from govperf_sim.report.forms.catalogue import FORMS
    with told("load"):
        base = load_scenario(SCENARIO)
    with told("make the proposal"):
        weights = derive_weights(base.weighting).points / 100
        weights.loc["core_urban", ["G1", "XB"]] += [0.04, -0.04]
        changed = {"rules.cap_growth.at_most.core_urban": 0.15, "cycle.visits.a_year": 5}
        scenario = base.replace_all(changed, because="a proposal for the benchmark")
        proposed = Proposed(title="More growth", base=base, scenario=scenario, weights=weights)
    with told("appraise"):
        found = appraise(proposed)
    with told("dossier in all forms"), tempfile.TemporaryDirectory() as folder:
        write_dossier(Path(folder) / "dossier", found, FORMS)
    sys.stdout.write(f"{'in all':<28}{spent() - begun:6.1f} s\n")


if __name__ == "__main__":
    main()
