"""All institutions by name, in the order in which they are asked; the name is the key in ``institutions.yaml``."""

from __future__ import annotations

from collections.abc import Mapping

from govperf_sim.simulation.institutions.accountability import Accountability
from govperf_sim.simulation.institutions.awards import Awards
from govperf_sim.simulation.institutions.cascade import Cascade
from govperf_sim.simulation.institutions.conference import Conference
from govperf_sim.simulation.institutions.credibility import Credibility
from govperf_sim.simulation.institutions.exchange import Exchange
from govperf_sim.simulation.institutions.grades import Grades
from govperf_sim.simulation.institutions.improvement import Improvement
from govperf_sim.simulation.institutions.innovation import Innovation
from govperf_sim.simulation.institutions.institution import Institution
from govperf_sim.simulation.institutions.integrity import Integrity
from govperf_sim.simulation.institutions.linked import Linked
from govperf_sim.simulation.institutions.milestones import Milestones
from govperf_sim.simulation.institutions.money import Money
from govperf_sim.simulation.institutions.progress_reports import ProgressReports
from govperf_sim.simulation.institutions.promotion import Promotion
from govperf_sim.simulation.institutions.quotas import Quotas
from govperf_sim.simulation.institutions.ratchet import Ratchet
from govperf_sim.simulation.institutions.readiness import Readiness
from govperf_sim.simulation.institutions.reweighting import Reweighting
from govperf_sim.simulation.institutions.rotation import Rotation
from govperf_sim.simulation.institutions.rulebook import Rulebook
from govperf_sim.simulation.institutions.schemes import Schemes
from govperf_sim.simulation.institutions.supervision import Supervision
from govperf_sim.simulation.institutions.targets import Targets
from govperf_sim.simulation.institutions.training import Training
from govperf_sim.simulation.institutions.veto import Veto
from govperf_sim.simulation.institutions.yardstick import Yardstick

INSTITUTIONS: Mapping[str, type[Institution]] = {
    "targets": Targets,
    "ratchet": Ratchet,
    "yardstick": Yardstick,
    "cascade": Cascade,
    "reweighting": Reweighting,
    "schemes": Schemes,
    "linked": Linked,
    "readiness": Readiness,
    "milestones": Milestones,
    "rulebook": Rulebook,
    "supervision": Supervision,
    "training": Training,
    "exchange": Exchange,
    "conference": Conference,
    "progress_reports": ProgressReports,
    "innovation": Innovation,
    "integrity": Integrity,
    "credibility": Credibility,
    "improvement": Improvement,
    "awards": Awards,
    "grades": Grades,
    "quotas": Quotas,
    "money": Money,
    "promotion": Promotion,
    "veto": Veto,
    "accountability": Accountability,
    "rotation": Rotation,
}
