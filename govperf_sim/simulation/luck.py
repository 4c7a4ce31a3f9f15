"""Chance, drawn by name rather than by turn.

Every draw is keyed by (seed, replication, stream, year), so it is the same whoever asks for it and in whatever order
events happen.  Two policies compared under one seed therefore meet the same weather (common random numbers), and one
replication can be played again alone.  Blocks are drawn unit by unit (the unit is the first axis), so that units added
at the end leave the draws of the others as they were.

The streams in use: ``shock`` (outcomes), ``report`` and ``propensity`` (self-report), ``visit_units``, ``visit_days``
and ``visit_finds`` (verification).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Luck:
    """The chance of one replication under one seed.

    >>> Luck(seed=2012, replication=3).stream("shock", year=1).random() == Luck(2012, 3).stream("shock", 1).random()
    True
    """

    seed: int
    replication: int = 0

    def stream(self, name: str, year: int) -> np.random.Generator:
        """A fresh generator for one stream of one year; year 0 is for what is drawn once and for all."""
        key = f"{self.seed}|{self.replication}|{name}|{year}".encode()
        digest = hashlib.blake2b(key, digest_size=16).digest()
        return np.random.Generator(np.random.Philox(key=int.from_bytes(digest, "big")))
