"""The report: whether to use the weights and when not, the weights, the trial, where plain weights are better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from govperf_sim.codesign.advice import Use
from govperf_sim.experiments.findings.failures import FEWEST_WORLDS
from govperf_sim.report.anticipate import tables
from govperf_sim.report.anticipate.answers import Answers
from govperf_sim.report.anticipate.labels import AnticipateLabels
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.numbers import signed
from govperf_sim.report.report import Report, Section
from govperf_sim.report.terms import with_terms


def report_of_anticipated(found: Answers, drawn: Sequence[Picture], labels: AnticipateLabels) -> Report:
    """Everything that was found, with the figures that were drawn of it."""
    told = Report(
        language=labels.language,
        kind=labels.word("report"),
        title=found.scenario.title.text(labels.language),
        mark=labels.mark,
        facts=tuple(_facts(found, labels)),
        findings=tuple(findings_said(found, labels)),
        cautions=tuple(_cautions(found, labels)),
        not_for=tuple(_not_for(found, labels)),
        sections=tuple(_chapters(found, {p.name: p for p in drawn}, labels)),
    )
    return with_terms(told)


def findings_said(found: Answers, labels: AnticipateLabels) -> list[str]:
    """The first page: the advice, how the trial went, and the gravest reasons against."""
    own = found.advice
    said = [labels.word("found_advice", advice=labels.known(f"codesign.use_{own.use}", ""))]
    if found.anticipated.moved:
        said += [_gain(found, labels), _trial(found, labels)]
    return [*said, *(reason.text(labels.language) for reason in own.reasons[:3])]


def _gain(found: Answers, labels: AnticipateLabels) -> str:
    anticipated = found.anticipated
    over = labels.word(f"over_{anticipated.found.over}")
    gain = signed(100 * anticipated.found.gain, tables.PLACES)
    return labels.word("found_gain", over=over, gain=gain, start=labels.scheme(anticipated.start))


def _trial(found: Answers, labels: AnticipateLabels) -> str:
    own = found.trial.standing.loc[str(found.anticipated.start)]
    counts = {key: int(own[key].sum()) for key in ("worlds", "won", "lost", "open")}
    return labels.word("found_trial", start=labels.scheme(found.anticipated.start), **counts)


def _facts(found: Answers, labels: AnticipateLabels) -> Iterator[tuple[str, str]]:
    outlook, manifest = found.anticipated.outlook, found.trial.findings.samples.manifest
    yield labels.word("fact_scenario"), found.scenario.name
    size = {"worlds": len(outlook.rows), "played": len(manifest.design.worlds), "years": outlook.years}
    yield labels.word("fact_trial"), labels.word("fact_trial_is", replications=manifest.replications[0], **size)
    yield labels.word("fact_programs"), str(found.anticipated.found.programs)
    yield labels.word("fact_seed"), str(outlook.seed)


def _cautions(found: Answers, labels: AnticipateLabels) -> Iterator[str]:
    if found.scenario.illustrative:
        yield labels.word("beware_illustrative")
    yield labels.word("beware_model")
    if not found.anticipated.outlook.uncertainties:
        yield labels.word("beware_one_world")
    yield labels.word("beware_many", duels=len(found.trial.duels), chance=round(len(found.trial.duels) / 20))


def _not_for(found: Answers, labels: AnticipateLabels) -> Iterator[str]:
    for use in ("persons", *(("places",) if found.scenario.illustrative else ()), "unasked"):
        yield labels.word(f"not_for_{use}")


def _chapters(found: Answers, drawn: Mapping[str, Picture], labels: AnticipateLabels) -> Iterator[Section]:
    own, anticipated = found.advice, found.anticipated
    reasons = tuple(reason.text(labels.language) for reason in own.reasons)
    intro: tuple[str, ...] = (labels.known(f"codesign.use_{own.use}", ""), labels.word("when_not_rule"))
    if own.use is not Use.NO or anticipated.moved:
        intro = (*intro, labels.word("when_not_always"))
    yield Section("when_not", labels.word("section_when_not"), intro, (), reasons)
    yield _chapter(
        "anticipated",
        labels,
        (drawn["schemes"], tables.weights_table(found, labels), tables.welfare_table(found, labels)),
    )
    yield _chapter("trial", labels, (drawn["trial"], tables.standing_table(found, labels)))
    yield _where(found, labels)
    yield Section("again", labels.word("section_again"), (), (), tuple(_again(found, labels)))


def _where(found: Answers, labels: AnticipateLabels) -> Section:
    """Where plain weights are better: boxes of the trial, and each uncertainty alone."""
    shown = [] if found.plain_better.empty else [tables.break_even_table(found, labels)]
    said = [labels.word("never_alone")] if found.plain_better.empty and found.anticipated.outlook.uncertainties else []
    if found.anticipated.outlook.uncertainties:
        shown.append(tables.uncertainties_table(found, labels))
    boxes = found.losing.boxes
    if boxes:
        lines = found.losing.text(labels.language).splitlines()[1:]
        said += [labels.word("losing_boxes", scheme=labels.scheme(found.anticipated.start)), *lines]
    elif found.losing.failing and len(found.losing.worlds) < FEWEST_WORLDS:
        said.append(labels.word("losing_too_few", worlds=len(found.losing.worlds), fewest=FEWEST_WORLDS))
    return Section("where", labels.word("section_where"), (labels.word("where_intro"),), tuple(shown), tuple(said))


def _chapter(key: str, labels: AnticipateLabels, shown: tuple[object, ...]) -> Section:
    return Section(key, labels.word(f"section_{key}"), (labels.word(f"{key}_intro"),), shown)  # type: ignore[arg-type]


def _again(found: Answers, labels: AnticipateLabels) -> Iterator[str]:
    m, anticipated = found.trial.findings.samples.manifest, found.anticipated
    asked = {"--uncertain": anticipated.outlook.experiment, "--over": anticipated.found.over, "--years": m.years,
             "--starts": anticipated.found.starts, "--replications": m.replications[0]}  # fmt: skip
    options = " ".join(f"{option} {value}" for option, value in asked.items() if value != "")
    software = labels.joined([f"{name} {number}" for name, number in m.versions.items()])
    yield labels.word("again_anticipate", scenario=found.scenario.name, options=options, seed=m.seed, code=m.code)
    yield labels.word("again_schemes", schemes=labels.joined([labels.scheme(s) for s in anticipated.schemes]))
    yield labels.word("again_software", software=software)
