"""What it costs to choose weights for what units will make of them, on the pilot with its 64 declared worlds.

``python benchmarks/anticipate.py [STARTS]`` takes about a minute.  Times are of the processor, this process alone; they depend on
the machine.  The scenario is illustrative.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from govperf_sim.codesign.anticipate import anticipate
from govperf_sim.codesign.outlook import outlook
from govperf_sim.codesign.summit import Over
from govperf_sim.scenario.load import load_scenario

PILOT = Path(__file__).parents[1] / "scenarios" / "guangdong2012"


def main(starts: int) -> None:
    pilot = load_scenario(PILOT)
    begun = time.process_time()
    worlds = outlook(pilot)
    units, indicators = pilot.weighting.scores.shape
    count = len(worlds.responses)
    spent = time.process_time() - begun
    sys.stdout.write(f"{units} units, {indicators} indicators; {count} worlds put up in {spent:.1f} s\n")
    for over in Over:
        begun = time.process_time()
        found = anticipate(pilot, over=over, starts=starts)
        spent = time.process_time() - begun
        told = f"{starts + 1} starts, {found.found.programs} programs, gain {found.found.gain:.6f}"
        sys.stdout.write(f"over {over}: {spent:.1f} s, {told}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
