"""All institutions at once: as they are when they change nothing, and as they are when all of them work.

Weights derived anew are left out: they ask a solver once a year, and say nothing about the others.
"""

from __future__ import annotations

from govperf_sim.simulation.institutions.accountability import Accountability
from govperf_sim.simulation.institutions.awards import Awards
from govperf_sim.simulation.institutions.cascade import Cascade
from govperf_sim.simulation.institutions.conference import Conference
from govperf_sim.simulation.institutions.credibility import Credibility
from govperf_sim.simulation.institutions.exchange import Exchange
from govperf_sim.simulation.institutions.grades import Grades
from govperf_sim.simulation.institutions.improvement import Improvement
from govperf_sim.simulation.institutions.innovation import Innovation
from govperf_sim.simulation.institutions.integrity import Integrity
from govperf_sim.simulation.institutions.linked import Linked
from govperf_sim.simulation.institutions.milestones import Milestones
from govperf_sim.simulation.institutions.money import Money
from govperf_sim.simulation.institutions.progress_reports import ProgressReports
from govperf_sim.simulation.institutions.promotion import Promotion
from govperf_sim.simulation.institutions.quotas import Quotas
from govperf_sim.simulation.institutions.ratchet import Ratchet
from govperf_sim.simulation.institutions.readiness import Readiness
from govperf_sim.simulation.institutions.rotation import Rotation
from govperf_sim.simulation.institutions.rulebook import Rulebook
from govperf_sim.simulation.institutions.schemes import Schemes
from govperf_sim.simulation.institutions.supervision import Supervision
from govperf_sim.simulation.institutions.targets import Targets
from govperf_sim.simulation.institutions.training import Training
from govperf_sim.simulation.institutions.veto import Veto
from govperf_sim.simulation.institutions.yardstick import Yardstick

DEPARTMENTS = {"economy": 4, "general": 2}


def neutral():
    """Every institution with numbers that change nothing; the inspectorate's budget pays for one visit a year."""
    return {
        "targets": Targets(say=0.0),
        "ratchet": Ratchet(pull=0.0),
        "yardstick": Yardstick(pull=0.0),
        "cascade": Cascade(departments=DEPARTMENTS, more=0.0),
        "schemes": Schemes(count=0, share=0.1, items=40.0),
        "linked": Linked(assessments=4, noise=0.2),
        "readiness": Readiness(leader=1.0, office=1.0, staff=1.0, delay=50.0),
        "milestones": Milestones(due=(40, 60), takes=0.0),
        "rulebook": Rulebook(complete=1.0, pace=0.5, error=3.0),
        "supervision": Supervision(budget=10.0, visit=10.0),
        "training": Training(day=60, gain=0.0),
        "exchange": Exchange(day=100, learnt=0.0),
        "conference": Conference(obstacles=4.0, seats=1, days=6, loss=0.0),
        "progress_reports": ProgressReports(due=(60, 240), on_time=0.5, late_days=9.0),
        "innovation": Innovation(a_year=1.0, points=0.0, cap=0.05),
        "integrity": Integrity(chance=0.3, known=0.5, deduction=0.0),
        "credibility": Credibility(openness=0.4, by_external=0.3, by_openness=0.2),
        "improvement": Improvement(rate=0.0),
        "awards": Awards(top=2, prize=0.0, noise=0.2, bottom=1),
        "grades": Grades(noise=0.2, excellent=0.7, good=0.6, passing=0.5),
        "quotas": Quotas(excellent=0.3, failed=0.1, noise=0.2),
        "money": Money(bonus=0.0, value=1.0),
        "promotion": Promotion(chance=0.2, average=10.0),
        "veto": Veto(tasks=("care", "law"), guard=3.0, bonus=0.0),
        "accountability": Accountability(sensitivity=0.7, false_alarm=0.3, length=60.0, inaction=0.9, misconduct=2.0),
        "rotation": Rotation(chance=0.1, longest=4),
    }


def at_work():
    """Every institution with numbers that matter."""
    return {
        "targets": Targets(say=0.3, asked=0.01, offered=0.005, discount=0.9, indicators=("gdp", "trade")),
        "ratchet": Ratchet(pull=0.3, discount=0.9, indicators=("school", "clinic")),
        "yardstick": Yardstick(pull=0.5, discount=0.9, indicators=("air", "cases")),
        "cascade": Cascade(departments=DEPARTMENTS, more=0.05, distortion=0.01, spread=0.1),
        "schemes": Schemes(count=3, share=0.01, items=40.0, overlap=0.3, merged=0.5),
        "linked": Linked(assessments=4, noise=0.2, reuse=0.01),
        "readiness": Readiness(leader=0.8, office=0.7, staff=0.6, delay=30.0),
        "milestones": Milestones(due=(10, 30, 60), takes=15.0),
        "rulebook": Rulebook(complete=0.5, pace=0.3, error=1.0),
        "supervision": Supervision(budget=20.0, visit=10.0, growth=0.1),
        "training": Training(day=60, gain=0.05, accuracy=0.2, forgetting=0.5),
        "exchange": Exchange(day=100, learnt=0.2),
        "conference": Conference(obstacles=2.0, seats=1, days=6, loss=0.3),
        "progress_reports": ProgressReports(due=(60, 120, 180, 240), on_time=0.8, late_days=9.0, deduction=0.001),
        "innovation": Innovation(a_year=1.0, points=0.005, cap=0.02, gain=0.01),
        "integrity": Integrity(chance=0.2, known=0.5, deduction=0.01),
        "credibility": Credibility(openness=0.4, by_external=0.3, by_openness=0.2, response=0.3),
        "improvement": Improvement(rate=0.1, target=0.9),
        "awards": Awards(top=2, prize=0.02, noise=0.2, bottom=1, loss=0.01),
        "grades": Grades(noise=0.2, excellent=0.7, good=0.6, passing=0.5, step=0.01),
        "quotas": Quotas(excellent=0.3, failed=0.1, noise=0.2, prize=0.02, loss=0.02),
        "money": Money(bonus=100.0, value=0.001),
        "promotion": Promotion(chance=0.1, average=10.0, value=0.5, annual=3.0, indicators=("gdp", "trade")),
        "veto": Veto(tasks=("care", "law"), guard=3.0, bonus=0.1),
        "accountability": Accountability(
            sensitivity=0.7,
            false_alarm=0.05,
            length=60.0,
            spread=40.0,
            investigators=2,
            image_project=0.01,
            inaction=0.3,
            misconduct=1.0,
            slowness=0.05,
            deduction=0.005,
            bar=1,
            removal=0.2,
            dread=0.01,
            discount=0.9,
            morale_loss=0.1,
            recovery=0.5,
        ),
        "rotation": Rotation(chance=0.1, longest=4),
    }
