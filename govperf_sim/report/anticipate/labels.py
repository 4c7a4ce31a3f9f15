"""What schemes and decision types are called, and the sentences of the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govperf_sim.codesign.plain import Scheme
from govperf_sim.codesign.trial import DecisionType
from govperf_sim.experiments.findings.named import factor_called
from govperf_sim.report.anticipate.answers import Answers
from govperf_sim.report.labels import Labels, Names, labels_of
from govperf_sim.words import Language, known_keys, say


@dataclass(frozen=True, kw_only=True)
class AnticipateLabels(Labels):
    """A sentence of this report stands before one of the same key that every report has."""

    factors: Names
    """What uncertainties are called."""

    def word(self, key: str, /, **values: Any) -> str:
        own = f"report_anticipate.{key}"
        return say(own if own in known_keys() else f"report.{key}", self.language, **values)

    def note(self, key: str) -> str:
        return self.known(f"report_anticipate.note_{key}", super().note(key))

    def scheme(self, code: object) -> str:
        return say(f"codesign.scheme_{Scheme(str(code))}", self.language)

    def type(self, code: object) -> str:
        return say(f"codesign.type_{DecisionType(str(code))}", self.language)

    def factor(self, code: object) -> str:
        return self.factors[str(code)]


def labels_of_anticipated(found: Answers, language: Language) -> AnticipateLabels:
    """The names of the scenario, of the schemes and of what is uncertain."""
    factors: Mapping[str, str] = {
        u.code: factor_called(u).text(language) for u in found.anticipated.outlook.uncertainties
    }
    bare = AnticipateLabels(**vars(labels_of(found.scenario, language)), factors=factors)
    ours = {"current": bare.scheme(found.anticipated.start), "proposed": bare.scheme(Scheme.ANTICIPATED)}
    return AnticipateLabels(**(vars(bare) | {"variants": {**bare.variants, **ours}}))
