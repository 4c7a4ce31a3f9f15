"""What the levers, policies, uncertainties and outcomes of an experiment are called, and the sentences of its page.

A policy is what it changes: the levers whose values differ from those of the scenario as it is, with their values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govperf_sim.experiments.design.factors import VARIANTS, Factor, Lever
from govperf_sim.experiments.findings.named import factor_called, outcome_called, value_said
from govperf_sim.experiments.outcome import EVERYBODY, Outcome
from govperf_sim.experiments.store.manifest import Manifest
from govperf_sim.report.experiment.scale import Scale
from govperf_sim.report.labels import Labels, Names
from govperf_sim.words import Language, known_keys, say


@dataclass(frozen=True, kw_only=True)
class ExperimentLabels(Labels):
    """A sentence of the experiment's page stands before one of the same key that every report has."""

    policies: tuple[str, ...]
    factors: Names
    outcomes: Names

    def word(self, key: str, /, **values: Any) -> str:
        own = f"report_experiment.{key}"
        return say(own if own in known_keys() else f"report.{key}", self.language, **values)

    def note(self, key: str) -> str:
        return self.known(f"report_experiment.note_{key}", "")

    def policy(self, number: object) -> str:
        return self.policies[int(str(number))]

    def factor(self, code: object) -> str:
        return self.factors[str(code)]

    def outcome(self, code: object) -> str:
        return self.outcomes[str(code)]

    def outcome_in(self, code: object, scale: Scale) -> str:
        """With its unit, for heads and axes."""
        return self.word(f"outcome_in_{scale.unit}", outcome=self.outcome(code))

    def whom(self, code: object) -> str:
        return self.word("everybody") if code == EVERYBODY else self.group(code)

    def change(self, lever: Lever, value: object, before: object) -> str:
        """What a policy does with a lever; of a list that is only longer, what it has more."""
        if isinstance(value, list | tuple) and isinstance(before, list | tuple) and value[: len(before)] == before:
            more = self.joined([self.value(lever, inner) for inner in value[len(before) :]])
            return self.word("policy_adds", lever=self.factor(lever.code), more=more)
        return self.word("policy_change", lever=self.factor(lever.code), value=self.value(lever, value))

    def value(self, factor: Factor, value: object) -> str:
        """A variant by its name; a list by its parts; anything else as findings say it."""
        if factor.path == VARIANTS:
            return self.variant(value)
        if isinstance(value, Mapping):
            return self.joined([f"{key} {self.value(factor, inner)}" for key, inner in value.items()])
        if isinstance(value, list | tuple):
            return self.joined([self.value(factor, inner) for inner in value])
        if isinstance(value, bool):
            return self.word("switched_on" if value else "switched_off")
        return value_said(value, self.language)


def labels_of_findings(manifest: Manifest, language: Language) -> ExperimentLabels:
    """The names that a manifest keeps, so that the scenario need not be there."""
    design = manifest.design
    every: tuple[Factor, ...] = (*design.levers, *design.uncertainties)
    factors = {f.code: factor_called(f).text(language) for f in every}
    variants = {code: name.text(language) for code, name in manifest.variants.items()}
    bare = ExperimentLabels(
        language=language,
        mark=say("report_experiment.mark_of_data", language) if manifest.illustrative else "",
        groups={code: name.text(language) for code, name in manifest.groups.items()},
        variants=variants | {"as_it_is": say("report_experiment.as_it_is", language)},
        policies=(),
        factors=factors,
        outcomes={o.code: _outcome(o, language) for o in manifest.outcomes},
    )
    now = design.policies[0]
    named = [_policy(design.levers, row, now, bare) for row in design.policies]
    return ExperimentLabels(**(vars(bare) | {"policies": tuple(named)}))


def _outcome(outcome: Outcome, language: Language) -> str:
    name = outcome_called(outcome).text(language)
    if outcome.last is None or outcome.name is not None:
        return name
    return say("report_experiment.last_years", language, outcome=name, years=outcome.last)


def _policy(
    levers: tuple[Lever, ...], row: tuple[object, ...], now: tuple[object, ...], labels: ExperimentLabels
) -> str:
    changes = [(lever, value, before) for lever, value, before in zip(levers, row, now, strict=True) if value != before]
    if not changes:
        return labels.word("as_it_is")
    return labels.joined([
        labels.value(lever, value)
        if lever.path == VARIANTS and value in labels.variants and value != "as_it_is"
        else labels.change(lever, value, before)
        for lever, value, before in changes
    ])  # fmt: skip
