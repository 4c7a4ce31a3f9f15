r"""Level and progress in one index: :math:`C_i = (1 - s)\,L_i + s\,P_i` with the declared share :math:`s` of progress.

Levels alone reward those who started ahead; progress alone rewards those who started low.  Guangdong's index of
well-being (2011) published all three: level, progress, composite.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from govperf_sim.errors import ScoringError, fault
from govperf_sim.normalise import Array, level_and_progress
from govperf_sim.words import Message


def composite_index(level: pd.Series[float], progress: pd.Series[float] | None, progress_share: float) -> pd.DataFrame:
    """Index unit; columns ``level``, ``progress``, ``composite`` (all in [0, 1] if the inputs are) and ``basis``.

    ``progress`` is None in the first year, and NaN for a unit that has no year before.  Those are scored on level
    alone, and ``basis`` says so: ``level`` or ``level_and_progress``.

    >>> level, progress = pd.Series({"a": 0.9, "b": 0.4}), pd.Series({"a": 0.1, "b": float("nan")})
    >>> composite_index(level, progress, progress_share=0.25)
          level  progress  composite               basis
    unit
    a       0.9       0.1        0.7  level_and_progress
    b       0.4       NaN        0.4               level
    """
    known = pd.Series(float("nan"), index=level.index) if progress is None else progress
    faults = [
        fault("scores.other_units", unit=unit, where=Message(f"scores.where_{where}"))
        for where, here, there in (("level", level, known), ("progress", known, level))
        for unit in here.index.difference(there.index)
    ]
    if faults:
        raise ScoringError(faults)
    known = known.reindex(level.index)
    both = known.notna()
    come: Array = np.asarray(known.where(both, level), np.float64)
    stand: Array = np.asarray(level, np.float64)
    mixed = level_and_progress(stand, come, progress_share)
    return pd.DataFrame(
        {
            "level": level,
            "progress": known,
            "composite": pd.Series(mixed, index=level.index).where(both, level),
            "basis": both.map({True: "level_and_progress", False: "level"}),
        }
    ).rename_axis("unit")


def on_level_alone(index: pd.DataFrame) -> Message | None:
    """The sentence that names the units without progress in a :func:`composite_index`; None where all have it."""
    units = index.index[index["basis"] == "level"]
    return Message("scores.on_level_alone", {"units": ", ".join(map(str, units))}) if len(units) else None
