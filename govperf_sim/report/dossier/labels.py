"""What the schemes of a dossier are called, and its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from govperf_sim.experiments.appraisal.appraisal import CURRENT, Appraisal
from govperf_sim.report.labels import Labels, labels_of
from govperf_sim.words import Language, known_keys, say


@dataclass(frozen=True, kw_only=True)
class DossierLabels(Labels):
    """A sentence of the dossier stands before one of the same key that every report has."""

    def word(self, key: str, /, **values: Any) -> str:
        own = f"report_dossier.{key}"
        return say(own if own in known_keys() else f"report.{key}", self.language, **values)

    def note(self, key: str) -> str:
        return self.known(f"report_dossier.note_{key}", super().note(key))


def labels_of_appraisal(found: Appraisal, language: Language) -> DossierLabels:
    """The names of the scenario in force; schemes go by what they are to the question."""
    bare = DossierLabels(**vars(labels_of(found.proposed.base, language)))
    names = {scheme: bare.word(f"scheme_{scheme}") for scheme in found.schemes}
    if found.current_from == "reference":
        names[CURRENT] = bare.word("scheme_reference")
    return DossierLabels(**(vars(bare) | {"variants": names}))
