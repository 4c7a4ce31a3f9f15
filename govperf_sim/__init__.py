"""govperf_sim: indicator weights that can be defended, and assessment years simulated.

The contents page.  Everything else is in its module, such as :mod:`govperf_sim.normalise`.
"""

from govperf_sim import errors, normalise
from govperf_sim.experiments.run import simulate
from govperf_sim.framework import Framework
from govperf_sim.panel import Panel
from govperf_sim.scenario.load import load_scenario
from govperf_sim.scoring.scores import score_panel
from govperf_sim.weights import goals, rules
from govperf_sim.weights.compare import compare_schemes
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.weighting import Weighting

__version__ = "0.1.0"

__all__ = [
    "Framework",
    "Panel",
    "Weighting",
    "compare_schemes",
    "derive_weights",
    "errors",
    "goals",
    "load_scenario",
    "normalise",
    "rules",
    "score_panel",
    "simulate",
]
