"""Every error the package raises on purpose.  Each message says what was found and what to change.

An error carries all the faults that were found, not the first; each fault knows where it stands.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from govperf_sim.words import Language, Message, default_language, say


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and where: in a line of a file, or in an argument (then ``file`` is empty)."""

    message: Message
    hint: Message | None = None
    file: str = ""
    line: int = 0
    """Counted from 1; 0 when the fault belongs to the whole file."""
    column: int = 0
    excerpt: str = ""
    """The line as it stands in the file."""

    def text(self, language: Language) -> str:
        place = ":".join(str(p) for p in (self.file, self.line, self.column) if p)
        said = f"{place}: {self.message.text(language)}" if place else self.message.text(language)
        if self.excerpt:
            gutter = f"{self.line:>6} | "
            caret = " " * _width(self.excerpt[: self.column - 1]) + "^"
            said += f"\n{gutter}{self.excerpt}\n{' ' * (len(gutter) - 2)}| {caret}"
        if self.hint is not None:
            said += f"\n       = {self.hint.text(language)}"
        return said


def fault(key: str, hint: Message | None = None, /, **values: Any) -> Fault:
    """A fault of an argument, which has no file to point at."""
    return Fault(Message(key, values), hint)


class GovPerfError(Exception):
    """Base class, so that a caller can catch the package's own errors alone."""

    exit_status: ClassVar[int] = 2

    def __init__(self, faults: Iterable[Fault] | Fault) -> None:
        self.faults = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__(self.faults)

    def text(self, language: Language) -> str:
        return "\n".join(f.text(language) for f in self.faults)

    def __str__(self) -> str:
        return self.text(default_language())


class ScenarioError(GovPerfError):
    """The scenario files cannot mean what they say."""


class FrameworkError(GovPerfError):
    """The indicator system contradicts itself."""


class PanelError(GovPerfError):
    """Observed values are missing, repeated or not numbers."""


class AggregationError(GovPerfError):
    """Scores, weights or rankings that cannot be aggregated, adjusted or compared as asked."""


class ScoringError(GovPerfError):
    """A method cannot turn these values into scores, or was declared with numbers that make no sense."""


class WeightingError(GovPerfError):
    """The question asked of :func:`govperf_sim.derive_weights` is not well put."""


class PreferenceError(GovPerfError):
    """What people answered cannot be turned into weights, or cannot be read."""


class BaselineError(GovPerfError):
    """These scores cannot be turned into weights by this method."""


class CycleError(GovPerfError):
    """The assessment year cannot be played as described."""


class ExperimentError(GovPerfError):
    """The experiment cannot be carried out as designed, or its findings cannot be kept or read."""


class ForensicsError(GovPerfError):
    """Reported data that cannot be examined."""


class ReportError(GovPerfError):
    """Results cannot be written where they were to go."""


class InfeasibleRules(GovPerfError):
    """The rules contradict one another; ``conflict`` names an irreducible set of them that does."""

    exit_status = 3

    def __init__(self, faults: Iterable[Fault] | Fault, conflict: Iterable[str] = ()) -> None:
        super().__init__(faults)
        self.conflict = tuple(conflict)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.faults, self.conflict)


class CertificateError(GovPerfError):
    """A certificate does not hold: a number in it is not what it must be, or a proof proves something else."""


class NotOptimal(GovPerfError):
    """The solver stopped without proving an optimum, or its answer does not satisfy the rows it was given."""

    exit_status = 1


class NotMixed(GovPerfError):
    """Random draws of weights remember one another for longer than can be waited for."""

    exit_status = 1


def nearest(word: object, known: Iterable[str]) -> Message:
    """The hint for an unknown word: the closest known one, else all of them.

    >>> nearest("gdpp", ["gdp", "air"]).text("en")
    'did you mean “gdp”?'
    """
    words = list(known)
    close = difflib.get_close_matches(str(word), words, n=1)
    if close:
        return Message("words.did_you_mean", {"word": close[0]})
    return Message("words.known", {"words": ", ".join(words)})


def joined(words: Iterable[object], language: Language) -> str:
    return say("words.list_separator", language).join(map(str, words))


def _width(text: str) -> int:
    """Columns that text takes on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
