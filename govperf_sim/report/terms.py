"""The last chapter of a report: the standard terms it uses, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.report import Report, Section
from govperf_sim.report.tables.table import Row, Table
from govperf_sim.words import say
from govperf_sim.words.terms import terms_in


def with_terms(report: Report) -> Report:
    """The report with the chapter; without a change where it uses no term of the glossary."""
    used = terms_in("\n".join(_texts(report)), report.language)
    if not used:
        return report
    order = ("zh", "en") if report.language == "zh" else ("en", "zh")
    rows = tuple(
        Row((*(getattr(term.name, language) for language in order), term.note.text(report.language))) for term in used
    )
    head = tuple(say("report.terms_head", report.language).split("|"))
    table = Table(caption=say("report.terms_table", report.language), head=head, rows=rows)
    title, intro = (say(f"report.{key}", report.language) for key in ("section_terms", "terms_intro"))
    return replace(report, sections=(*report.sections, Section("terms", title, (intro,), (table,))))


def _texts(report: Report) -> Iterator[str]:
    yield from (report.title, report.kind, *report.findings, *report.cautions, *report.not_for)
    for section in report.sections:
        yield from (section.title, *section.intro, *section.points)
        for item in section.shown:
            if isinstance(item, Table):
                yield from (item.caption, item.note, *item.head)
                yield from (cell for row in item.rows for cell in row.cells)
            elif isinstance(item, Picture):
                yield from (item.title, item.note)
