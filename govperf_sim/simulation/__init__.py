"""The assessment years, played: units respond to weights, visits and rewards, day by day."""

from govperf_sim.simulation.behaviour import Reward
from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.channels import Reports
from govperf_sim.simulation.cycle import Cycle, play
from govperf_sim.simulation.journal import Journal
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.measures import MEASURES
from govperf_sim.simulation.outcomes import Work
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.verification import Visits

__all__ = [
    "MEASURES",
    "Calendar",
    "Cycle",
    "Journal",
    "Luck",
    "Population",
    "Reports",
    "Reward",
    "Visits",
    "Work",
    "play",
]
