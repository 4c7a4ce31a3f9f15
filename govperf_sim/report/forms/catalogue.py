"""The forms a report can be printed in, by the ending of the file each makes.

Word and PDF need libraries that are no part of a plain installation.  They are imported when such a form is printed, and
:func:`refuse_missing` tells beforehand, so that nobody waits for minutes to be told what is not installed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from types import MappingProxyType

from govperf_sim.errors import Fault, ReportError, nearest
from govperf_sim.report.report import Report
from govperf_sim.words import Message


@dataclass(frozen=True)
class _Form:
    """``library`` is what has to be installed, by the name it is imported under; empty for what always is."""

    made: Callable[[Report], bytes]
    library: str = ""


def printed(report: Report, name: str, forms: Sequence[str]) -> dict[str, bytes]:
    """The report in each of these forms, by the names of files: ``report`` in ``pdf`` is ``report.pdf``.

    The same report gives the same bytes.  Raises :class:`~govperf_sim.errors.ReportError` as :func:`refuse_missing` does.
    """
    refuse_missing(forms)
    return {f"{name}.{form}": _MADE[form].made(report) for form in forms}


def refuse_missing(forms: Sequence[str]) -> None:
    """Raise :class:`~govperf_sim.errors.ReportError` for forms that are unknown, or whose library is not installed.

    >>> refuse_missing(["html", "xlsx"])
    """
    faults = []
    for form in dict.fromkeys(forms):
        if form not in _MADE:
            faults.append(Fault(Message("forms.unknown", {"form": form}), nearest(form, FORMS)))
        elif _MADE[form].library and find_spec(_MADE[form].library) is None:
            faults.append(Fault(Message("forms.missing", {"form": form, "library": _MADE[form].library})))
    if faults:
        raise ReportError(faults)


def _html(report: Report) -> bytes:
    from govperf_sim.report.forms.html import as_html

    return as_html(report).encode()


def _docx(report: Report) -> bytes:
    from govperf_sim.report.forms.word import as_docx

    return as_docx(report)


def _pdf(report: Report) -> bytes:
    from govperf_sim.report.forms.pdf import as_pdf

    return as_pdf(report)


def _xlsx(report: Report) -> bytes:
    from govperf_sim.report.forms.excel import as_xlsx

    return as_xlsx(report)


_MADE: Mapping[str, _Form] = MappingProxyType(
    {"html": _Form(_html), "docx": _Form(_docx, "docx"), "pdf": _Form(_pdf, "typst"), "xlsx": _Form(_xlsx)}
)
FORMS = tuple(_MADE)
