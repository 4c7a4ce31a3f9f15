"""The assessment years, played: units respond to weights, visits and rewards, day by day.

**Purpose.**  To compare rules of assessment by what they bring about: how much is worked, on what, and how much of a score
is real.  It compares rules, and judges neither persons nor places.

**Patterns.**  Every mechanism alone reproduces a closed form or an independent computation (:mod:`govperf_sim.theory`):
effort under linear pay, lies under visits, runs at a target, queues with a deadline, surveys, rankings on noisy scores,
effort for a reputation.

**Who does what.**  :mod:`~govperf_sim.simulation.cycle` decides *when* (SimPy processes, one a rhythm);
:class:`~govperf_sim.simulation.year.Year` is one year on paper and says in which order things touch;
:class:`~govperf_sim.simulation.world.World` holds what lasts; :mod:`~govperf_sim.simulation.decisions` is what units
decide; :class:`~govperf_sim.simulation.luck.Luck` is chance; :class:`~govperf_sim.simulation.journal.Book` writes down.

**How a mechanism joins** (``vanity`` is the pattern):

1. One module: its theory in symbols as docstring; a frozen settings dataclass whose ``__post_init__`` refuses nonsense by
   name through :func:`~govperf_sim.simulation.ranges.outside`; a constant of its neutral values; pure functions of arrays
   (..., unit, task or indicator).  The neutral values give the same numbers as the mechanism switched off, to the bit.
2. A field, default ``None``, in :class:`~govperf_sim.simulation.settings.Cycle`; what it asks of the population (a code
   that must exist, a count that must fit) is checked in ``settings``, before anything runs.
3. What it carries from year to year is an array replication x unit x ... of ``World``; what lives for a year is an
   attribute of ``Year``.  It is moved in ``Year``: at the opening, by the month, at the stage, at the close.
   Events that happen to one unit on one day and may wait for each other are SimPy processes in ``cycle``.
4. Chance is a stream of its own name in ``Luck``; a draw that has no weight may be left out.
5. Its measures stand in ``measures.MEASURES`` and are measured only while it is on; its events in ``journal.EVENTS``.
6. An entry in ``scenario/schema_cycle.py`` under the same key and with the same fields, and a line in
   ``scenario.assemble.MECHANISMS``.

Sums follow the rules of :mod:`~govperf_sim.simulation.arrays`, so that company never changes a number.
"""

from govperf_sim.simulation.behaviour import Reward
from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.channels import Reports
from govperf_sim.simulation.checks import Checks
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.deadline import Deadline
from govperf_sim.simulation.experts import Experts
from govperf_sim.simulation.journal import Journal
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.measures import MEASURES
from govperf_sim.simulation.outcomes import Work
from govperf_sim.simulation.people import Choice, Opening
from govperf_sim.simulation.periodic import Periodic
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.records import Records
from govperf_sim.simulation.scoring import Scale
from govperf_sim.simulation.services import Services
from govperf_sim.simulation.settings import Cycle
from govperf_sim.simulation.shifting import Shifting
from govperf_sim.simulation.spillovers import Spillovers
from govperf_sim.simulation.stage import Stage
from govperf_sim.simulation.survey import Survey
from govperf_sim.simulation.third_party import ThirdParty
from govperf_sim.simulation.vanity import Vanity
from govperf_sim.simulation.verification import Visits
from govperf_sim.simulation.vintages import Vintages

__all__ = [
    "MEASURES",
    "Calendar",
    "Checks",
    "Choice",
    "Cycle",
    "Deadline",
    "Experts",
    "Journal",
    "Luck",
    "Opening",
    "Periodic",
    "Population",
    "Records",
    "Reports",
    "Reward",
    "Scale",
    "Services",
    "Shifting",
    "Spillovers",
    "Stage",
    "Survey",
    "ThirdParty",
    "Vanity",
    "Vintages",
    "Visits",
    "Work",
    "play",
]
