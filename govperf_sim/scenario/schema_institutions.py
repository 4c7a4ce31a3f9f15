"""The scenario format, version 1: what outlasts the year, ``institutions.yaml``.  An institution that is absent is off.

A field that names codes is called after their table: ``indicators``, ``task`` and ``tasks`` (domains), ``units``; the
reader then checks that they exist.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from govperf_sim.scenario.entry import NotNegative, SourceEntry, Strict

Day = Annotated[int, Field(ge=1, le=366)]
Decay = Annotated[float, Field(gt=0, le=1)]


class TrainingEntry(Strict):
    """A course every year for all units."""

    day: Day
    """Working day of the year on which it is held."""
    gain: NotNegative
    """What one training adds to what effort brings, as a share."""
    accuracy: NotNegative = 0.0
    """The rate at which one training shrinks honest errors of reports."""
    forgetting: Decay = 1.0
    """The share of what was learnt that is forgotten in a year."""
    source: SourceEntry


class InstitutionsEntry(Strict):
    """What the office sets up that outlasts the year.  An institution that is absent is off."""

    training: TrainingEntry | None = None
