"""The certificate of weights: one JSON with the question, the answer and the proofs, which anybody can check.

Checking needs no solver and no trust in the one that was used: see :mod:`govperf_sim.weights.recheck`.  The question
itself cannot be proved; its digest ties it to the scores and rules that were published.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from govperf_sim.errors import CertificateError, Fault, fault
from govperf_sim.weights.recheck import Recheck

FORMAT = 1


@dataclass(frozen=True, eq=False)
class Certificate:
    """What was asked, what was answered, and why no other answer would do.

    ``content`` is the JSON object; its sections are listed in :mod:`govperf_sim.weights.recheck`.
    """

    content: Mapping[str, Any]

    @property
    def fingerprint(self) -> str:
        return str(self.content["fingerprint"])

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Certificate:
        """The certificate with its fingerprint."""
        rest = {k: v for k, v in content.items() if k != "fingerprint"}
        return cls({**rest, "fingerprint": digest(rest)})

    @classmethod
    def from_json(cls, text: str) -> Certificate:
        """Raises :class:`~govperf_sim.errors.CertificateError` for what is not a JSON object."""
        try:
            content = json.loads(text, parse_constant=_no_number)
        except ValueError as refused:
            raise CertificateError(fault("weights.certificate_not_json", why=str(refused))) from None
        if not isinstance(content, dict):
            raise CertificateError(fault("weights.certificate_not_json", why=type(content).__name__))
        return cls(content)

    def to_json(self) -> str:
        return json.dumps(self.content, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"

    def verify(self) -> None:
        """Check everything, without a solver.

        Raises :class:`~govperf_sim.errors.CertificateError` with every fault found.
        """
        faults = [*self._seal()]
        try:
            faults += Recheck(self.content).faults()
        except (
            KeyError,
            TypeError,
            ValueError,
            AttributeError,
            IndexError,
            OverflowError,
            ZeroDivisionError,
        ) as broken:
            faults.append(fault("weights.certificate_malformed", what=str(broken)))
        if faults:
            raise CertificateError(faults)

    def _seal(self) -> list[Fault]:
        rest = {k: v for k, v in self.content.items() if k != "fingerprint"}
        faults = []
        if self.content.get("format") != FORMAT:
            faults.append(fault("weights.certificate_format", found=self.content.get("format"), known=FORMAT))
        if self.content.get("fingerprint") != digest(rest):
            faults.append(fault("weights.certificate_fingerprint"))
        if self.content.get("question_digest") != digest(self.content.get("question")):
            faults.append(fault("weights.certificate_question"))
        return faults


def digest(content: Any) -> str:
    """sha256 of canonical JSON: keys sorted, nothing between tokens.

    >>> digest({"b": 1, "a": 0.5})[:12]
    '0d51f1cc985d'
    """
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _no_number(found: str) -> NoReturn:
    raise ValueError(found)
