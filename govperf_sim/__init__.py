"""govperf_sim: indicator weights that can be defended, and assessment years simulated.

The contents page: the verbs, :class:`Weighting`, ``rules``, ``goals`` and ``errors``.  Everything else is in its module,
such as :mod:`govperf_sim.normalise`.  A name is imported when it is first asked for, so that ``govperf --help`` is quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govperf_sim import errors, normalise
    from govperf_sim.codesign.anticipate import anticipate
    from govperf_sim.experiments.run import simulate
    from govperf_sim.framework import Framework
    from govperf_sim.panel import Panel
    from govperf_sim.robustness.acceptability import acceptability
    from govperf_sim.robustness.dominance import dominance
    from govperf_sim.robustness.limits import rank_limits, weight_limits
    from govperf_sim.robustness.sensitivity import sensitivity
    from govperf_sim.scenario.load import load_scenario
    from govperf_sim.scoring.scores import score_panel
    from govperf_sim.theory.verify import verify
    from govperf_sim.weights import goals, rules
    from govperf_sim.weights.compare import compare_schemes
    from govperf_sim.weights.derive import derive_weights
    from govperf_sim.weights.doubt.scores import benchmark_scores
    from govperf_sim.weights.weighting import Weighting

__version__ = "0.1.0"

_MODULES = {
    "errors": "govperf_sim.errors",
    "goals": "govperf_sim.weights.goals",
    "normalise": "govperf_sim.normalise",
    "rules": "govperf_sim.weights.rules",
}
_HOMES = {
    "Framework": "govperf_sim.framework",
    "Panel": "govperf_sim.panel",
    "Weighting": "govperf_sim.weights.weighting",
    "acceptability": "govperf_sim.robustness.acceptability",
    "anticipate": "govperf_sim.codesign.anticipate",
    "benchmark_scores": "govperf_sim.weights.doubt.scores",
    "compare_schemes": "govperf_sim.weights.compare",
    "derive_weights": "govperf_sim.weights.derive",
    "dominance": "govperf_sim.robustness.dominance",
    "load_scenario": "govperf_sim.scenario.load",
    "rank_limits": "govperf_sim.robustness.limits",
    "score_panel": "govperf_sim.scoring.scores",
    "sensitivity": "govperf_sim.robustness.sensitivity",
    "simulate": "govperf_sim.experiments.run",
    "verify": "govperf_sim.theory.verify",
    "weight_limits": "govperf_sim.robustness.limits",
}

__all__ = [
    "Framework",
    "Panel",
    "Weighting",
    "acceptability",
    "anticipate",
    "benchmark_scores",
    "compare_schemes",
    "derive_weights",
    "dominance",
    "errors",
    "goals",
    "load_scenario",
    "normalise",
    "rank_limits",
    "rules",
    "score_panel",
    "sensitivity",
    "simulate",
    "verify",
    "weight_limits",
]


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return importlib.import_module(_MODULES[name])
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
