r"""Chance, drawn by name rather than by turn.

Every draw is keyed by (seed, replication, stream, year), so it is the same whoever asks for it and in whatever order
events happen.  Two policies compared under one seed therefore meet the same weather (common random numbers), and one
replication can be played again alone.  Blocks are drawn unit by unit (the unit is the first axis of a block), so that
units added at the end leave the draws of the others as they were.

A batch of replications is drawn side by side: (replication x block).  Counts are made from uniform numbers by inverting
their distribution (:func:`poisson`): a generator's own Poisson draws use up more or fewer numbers as the rate changes,
and every draw after would be another.

The streams in use: ``shock`` (outcomes), ``report``, ``report_tails`` and ``propensity`` (self-report), ``cases``
(services), ``survey``, ``survey_clusters``, ``experts``, ``third_party`` and ``vintages`` (what others see, and when),
``visit_units``, ``visit_chance``, ``visit_days`` and ``visit_finds`` (verification), ``checks`` and ``check_finds`` (daily
checks), ``minds``, ``tries`` and ``imitation`` (decision types), ``readiness``, ``start_delay``, ``milestones``,
``obstacles``, ``progress_reports``, ``innovation``, ``integrity``, ``linked``, ``award_lots``, ``quota_lots``,
``promotion``, ``veto`` and ``rotation`` (institutions), ``suspicions``, ``investigation_days``, ``removals``,
``incidents``, ``incident_days`` and ``incident_removals`` (accountability).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numpy.random.bit_generator import ISeedSequence

from govperf_sim.simulation.arrays import Array, Counts

FAR = 12.0
"""How many standard deviations beyond its mean a table of Poisson probabilities goes; what lies beyond is below 1e-16."""
FAINTEST = 1e-16
"""The smallest chance that a guess tells from none."""


@dataclass(frozen=True, slots=True)
class Luck:
    """The chance of a batch of replications under one seed.

    >>> batch, alone = Luck(2012, range(5)), Luck(2012, (3,))
    >>> bool(batch.uniform("visit_units", 1, (7,))[3, 2] == alone.uniform("visit_units", 1, (60,))[0, 2])
    True
    """

    seed: int
    replications: Sequence[int] = (0,)

    def __len__(self) -> int:
        return len(self.replications)

    def streams(self, name: str, year: int) -> list[np.random.Generator]:
        """A fresh generator for each replication; year 0 is for what is drawn once and for all."""
        return [_stream(self.seed, replication, name, year) for replication in self.replications]

    def uniform(self, name: str, year: int, block: tuple[int, ...]) -> Array:
        """Uniform on [0, 1), replication x block; the first axis of the block is the unit."""
        drawn = np.empty((len(self), *block))
        for stream, out in zip(self.streams(name, year), drawn, strict=True):
            stream.random(out=out)
        return drawn

    def normal(self, name: str, year: int, block: tuple[int, ...]) -> Array:
        """Standard normal, replication x block; the first axis of the block is the unit."""
        drawn = np.empty((len(self), *block))
        for stream, out in zip(self.streams(name, year), drawn, strict=True):
            stream.standard_normal(out=out)
        return drawn

    def chi_square(self, name: str, year: int, block: tuple[int, ...], degrees: float) -> Array:
        """Chi-square with so many degrees of freedom, replication x block; the first axis of the block is the unit."""
        return np.stack([stream.chisquare(degrees, block) for stream in self.streams(name, year)])


def _stream(seed: int, replication: int, name: str, year: int) -> np.random.Generator:
    digest = hashlib.blake2b(f"{seed}|{replication}|{name}|{year}".encode(), digest_size=16).digest()
    key = _Key(np.frombuffer(digest[::-1], dtype="<u8").astype(np.uint64))
    return np.random.Generator(np.random.Philox(key))  # type: ignore[arg-type]  # the stubs know SeedSequence alone


class _Key(ISeedSequence):
    """The key of a Philox stream as it is: given as ``key=``, numpy would ask the system for entropy it does not need."""

    def __init__(self, words: npt.NDArray[np.uint64]) -> None:
        self._words = words

    def generate_state(self, n_words: int, dtype: npt.DTypeLike = np.uint64) -> npt.NDArray[np.uint64]:
        return self._words


def poisson(rates: Array, lots: Array) -> Counts:
    r"""Counts with the rates of the units, from uniform ``lots``: the least n with :math:`F_\lambda(n) > u`.

    ``rates`` has one entry a unit, ``lots`` is replication x unit x anything.  A unit's count never falls when its rate
    rises, and the rate of one unit touches no other.

    >>> poisson(np.array([0.0, 3.0]), np.array([[[0.1, 0.9], [0.1, 0.9]]])).tolist()
    [[[0, 0], [1, 5]]]
    """
    from scipy.special import pdtr  # a tenth of a second to import, and only wanted here

    counts = np.empty(lots.shape, dtype=np.int64)
    for unit, rate in enumerate(rates):
        reach = int(rate + FAR * np.sqrt(rate)) + 40
        counts[:, unit] = np.searchsorted(pdtr(np.arange(reach), rate), lots[:, unit], side="right")
    return counts


def binomial(trials: Array, chance: Array, lots: Array) -> Array:
    """Successes from uniform ``lots``, by inverting the distribution: the least k whose :math:`F(k)` is not below the lot.

    The arrays are broadcast; a count never falls when its chance or its number of trials rises.

    >>> binomial(np.array([4.0, 4.0, 4.0, 0.0]), np.array([0.5, 0.0, 1.0, 0.5]), np.array([0.4, 0.9, 0.1, 0.9]))
    array([2., 0., 4., 0.])
    """
    from scipy.special import bdtr

    trials, chance, lots = np.broadcast_arrays(trials, chance, lots)
    sure = (chance <= 0.0) | (chance >= 1.0) | (trials <= 0.0)
    many, odds = np.where(sure, 1, trials).astype(np.int64), np.where(sure, 0.5, chance)
    found = np.clip(np.ceil(_near(many, odds, lots)), 0.0, many)
    short = bdtr(found, many, odds) < lots
    while short.any():
        found[short] += 1.0
        short[short] = bdtr(found[short], many[short], odds[short]) < lots[short]
    over = found > 0.0
    while over.any():
        over[over] = bdtr(found[over] - 1.0, many[over], odds[over]) >= lots[over]
        found[over] -= 1.0
        over &= found > 0.0
    return np.where(sure, np.where(chance >= 1.0, trials, 0.0), found)


def _near(trials: Counts, chance: Array, lots: Array) -> Array:
    """About where a binomial distribution reaches its lots, by its mean, variance and skewness (Cornish and Fisher, 1938)."""
    from scipy.special import ndtri

    z = ndtri(np.clip(lots, FAINTEST, 1.0 - FAINTEST))
    mean = trials * chance
    reached: Array = mean + z * np.sqrt(mean * (1.0 - chance)) + (1.0 - 2.0 * chance) * (z * z - 1.0) / 6.0 - 0.5
    return reached


def hypergeometric(size: Array | float, marked: Array, drawn: Array, lots: Array, least: int = 0) -> Array:
    """Marked ones among those drawn without return, from uniform ``lots``: the least k whose :math:`F(k)` is not below the lot.

    Of ``size`` so many are ``marked`` and so many ``drawn``; whole numbers, broadcast.  With ``least`` 1 the count is that
    of draws among which there is at least one.

    >>> hypergeometric(10.0, np.array([4.0, 4.0, 10.0]), np.array([5.0, 5.0, 5.0]), np.array([0.02, 0.5, 0.5]))
    array([0., 2., 5.])
    >>> hypergeometric(10.0, np.array([4.0]), np.array([5.0]), np.array([0.02]), least=1)
    array([1.])
    """
    plain = size - marked
    low, high = np.maximum(drawn - plain, 0.0), np.minimum(drawn, marked)
    mean = drawn * marked / size
    spread = np.sqrt(mean * plain / size * (size - drawn) / np.maximum(size - 1.0, 1.0))
    count = np.clip(np.floor(mean - FAR * spread), low, high)
    chance = _drawn_exactly(count, size, marked, drawn)
    below = np.zeros_like(chance) + chance
    if least:
        none = np.where(low > 0.0, 0.0, _drawn_exactly(np.zeros_like(count), size, marked, np.minimum(drawn, plain)))
        lots = none + lots * (1.0 - none)
    for _ in range(int((mean + FAR * spread - count).max()) + 40):
        beyond = below < lots
        if not beyond.any():
            break
        chance = chance * (marked - count) * (drawn - count) / ((count + 1.0) * (plain - drawn + count + 1.0))
        count = count + beyond
        below = below + chance
    found: Array = np.clip(count, np.maximum(low, least), high)
    return found


def _drawn_exactly(count: Array, size: Array | float, marked: Array, drawn: Array) -> Array:
    """The chance of just so many marked ones."""
    from scipy.special import gammaln

    def ways(whole: Array | float, part: Array) -> Array:
        chosen: Array = gammaln(whole + 1.0) - gammaln(part + 1.0) - gammaln(whole - part + 1.0)
        return chosen

    chance: Array = np.exp(ways(marked, count) + ways(size - marked, drawn - count) - ways(size, drawn))
    return chance
