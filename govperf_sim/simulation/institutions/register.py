"""All institutions by name, in the order in which they are asked; the name is the key in ``institutions.yaml``."""

from __future__ import annotations

from collections.abc import Mapping

from govperf_sim.simulation.institutions.institution import Institution
from govperf_sim.simulation.institutions.training import Training

INSTITUTIONS: Mapping[str, type[Institution]] = {
    "training": Training,
}
