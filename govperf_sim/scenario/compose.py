"""The text of a page as YAML nodes, or in our own words what keeps it from being YAML.

YAML is 1.2, so ``NO`` is a word and ``1e-3`` a number.  The commonest slip on a Chinese keyboard, a full-width colon
after a key, is named and then read as a colon, so that the rest of the page is checked too.
"""

from __future__ import annotations

import re

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import Node

from govperf_sim.errors import Fault
from govperf_sim.scenario.pages import Page
from govperf_sim.words import Message

MOST_DEPTH = 100
"""The time to compose grows with the square of the depth."""

_KEY = re.compile(r"(?:^\s*(?:-\s+)?|[{,]\s*)[\"']?[^\s\"'{}\[\],:：#]+[\"']?(?P<colon>：)")
_BRACKET = re.compile(r"[\[\]{}]")
_WIDE = re.compile("[：，｛｝［］＃　“”‘’]")
_MOST_REPAIRS = 50
_SYNTAX: tuple[tuple[str, str], ...] = (
    ("expected a single document", "scenario.two_documents"),
    ("found undefined alias", "scenario.undefined_alias"),
    ("that cannot start any token", "scenario.strange_character"),
    ("special characters are not allowed", "scenario.strange_character"),
    ("quoted scalar", "scenario.open_quote"),
    ("flow mapping", "scenario.open_brace"),
    ("flow sequence", "scenario.open_bracket"),
    ("mapping values are not allowed", "scenario.second_colon"),
    ("could not find expected ':'", "scenario.no_colon"),
    ("block mapping", "scenario.indentation"),
    ("block collection", "scenario.indentation"),
)


def compose(page: Page) -> tuple[Node | None, list[Fault]]:
    """The root node, None where there is none, and the faults found on the way."""
    if (refused := _refused(page)) is not None:
        return None, [refused]
    faults: list[Fault] = []
    repaired = page
    for _ in range(_MOST_REPAIRS):
        node, wrong = _compose(repaired)
        if wrong is None:
            return node, faults
        wide = _wide_colon(repaired, wrong[0]) or _wide_colon(repaired, wrong[3])
        if wide is None:
            return None, [*faults, _syntax(page, *wrong[:3])]
        number, at = wide
        faults.append(page.fault(number, at + 1, "scenario.wide_colon", Message("scenario.half_width_colon")))
        line = repaired.lines[number - 1]
        mended = f"{line[:at]}: {line[at + 1 :]}"
        repaired = Page(page.file, (*repaired.lines[: number - 1], mended, *repaired.lines[number:]))
    return None, faults


def _refused(page: Page) -> Fault | None:
    """What is YAML and no scenario: a directive (it could change the version), brackets nested without end."""
    said = [(number, text) for number, text in enumerate(page.lines, 1) if text.strip() and not text.startswith("#")]
    if said and said[0][1].startswith("%"):
        return page.fault(said[0][0], 1, "scenario.directive")
    depth = 0
    for number, text in said:
        for found in _BRACKET.finditer(text):
            depth = max(0, depth + (1 if found.group() in "[{" else -1))
            if depth > MOST_DEPTH:
                return page.fault(number, found.start() + 1, "scenario.too_deep", most=MOST_DEPTH)
    return None


def _compose(page: Page) -> tuple[Node | None, tuple[int, int, str, int] | None]:
    """The root node, or line, column (from 1) and the reader's words for what it could not read, and the line it got to."""
    yaml = YAML(typ="safe", pure=True)
    yaml.composer.warn_double_anchors = False
    try:
        return yaml.compose(page.text), None
    except MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        said = f"{wrong.context or ''} {wrong.problem or ''}".strip()
        # An unclosed quote or bracket runs to the end of the file; it was opened where the context says.
        opened = wrong.context_mark is not None and (
            "quoted scalar" in said or "flow" in said or "simple key" in said or mark.line >= len(page.lines)
        )
        stuck = mark.line + 1 if mark is not None else 0
        mark = wrong.context_mark if opened else mark
        line = min(mark.line + 1, len(page.lines)) if mark is not None else 0
        return None, (line, mark.column + 1 if mark is not None else 0, said, stuck)
    except RecursionError:
        return None, (0, 0, "nested too deeply", 0)
    except Exception as odd:  # on some malformed texts ruamel.yaml fails with errors of its own making
        position = getattr(odd, "position", None)
        line = page.text.count("\n", 0, position) + 1 if isinstance(position, int) else 0
        return None, (line, 1, str(getattr(odd, "reason", "") or type(odd).__name__), line)


def _syntax(page: Page, line: int, column: int, problem: str) -> Fault:
    text = page.lines[line - 1] if line else ""
    hint = None
    for near in (line, line - 1):
        before = page.lines[near - 1] if near > 0 else ""
        if "\t" in before[: len(before) - len(before.lstrip())]:
            return page.fault(near, before.index("\t") + 1, "scenario.tab", Message("scenario.no_tabs"))
    if (opened := _open_quote(page, line)) is not None:
        return page.fault(*opened, "scenario.open_quote")
    if found := _WIDE.search(text.split(" #")[0]):
        hint = Message("scenario.half_width", {"found": found.group()})
    key = next((key for words, key in _SYNTAX if words in problem), "scenario.not_yaml")
    return page.fault(line, column, key, hint, problem=problem)


def _open_quote(page: Page, until: int) -> tuple[int, int] | None:
    """Where a quotation begins that swallowed the lines after it: an odd one out among the double quotes so far."""
    odd = [n for n, line in enumerate(page.lines[:until], 1) if line.replace('\\"', "").count('"') % 2]
    return (odd[-1], page.lines[odd[-1] - 1].rindex('"') + 1) if len(odd) % 2 else None


def _wide_colon(page: Page, until: int) -> tuple[int, int] | None:
    """Line (from 1) and offset of the full-width colon nearest above a place the reader could not pass."""
    for number in range(min(until, len(page.lines)), 0, -1):
        line = page.lines[number - 1]
        for found in _KEY.finditer(line):
            at = found.start("colon")
            before = line[:at]
            if before.count('"') % 2 == 0 and before.count("'") % 2 == 0 and " #" not in f" {before}":
                return number, at
        if number < until - 1 and line.strip() and not line.lstrip().startswith("#"):
            break
    return None
