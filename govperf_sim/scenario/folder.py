"""Files as one document: each top-level key in the file it belongs to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from govperf_sim.errors import Fault, nearest
from govperf_sim.scenario.pages import Page, read_page
from govperf_sim.scenario.read import Address, Reading, Spot, read_yaml
from govperf_sim.scenario.schema import FILES, HOME, ScenarioDocument
from govperf_sim.scenario.written import Written
from govperf_sim.words import Message

LESSON = "lesson.yaml"
"""What a class is told about an experiment stands beside the scenario too, and is no part of it."""
NEEDED = frozenset(HOME[key] for key, field in ScenarioDocument.model_fields.items() if field.is_required())


def read_folder(folder: Path) -> tuple[Written, list[Fault]]:
    """All files of a scenario as one document, and everything about them that cannot be read."""
    written, faults = read_files(folder, FILES, NEEDED)
    faults += [
        Page(path.name, ()).fault(0, 0, "scenario.stray_file", nearest(path.name, (*FILES, LESSON)))
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in (".yaml", ".yml") and path.name not in (*FILES, LESSON)
    ]
    return written, [*faults, *_tables(folder)]


def read_files(
    folder: Path, files: Mapping[str, Sequence[str]], needed: Collection[str]
) -> tuple[Written, list[Fault]]:
    """Some files as one document; ``files`` gives the top-level keys of each."""
    homes = {key: file for file, keys in files.items() for key in keys}
    pages: dict[str, Page] = {}
    faults: list[Fault] = []
    unread: set[str] = set()
    data: dict[str, Any] = {}
    keys: dict[Address, Spot] = {}
    values: dict[Address, Spot] = {}
    for file, known in files.items():
        if not (folder / file).exists():
            if file in needed:
                faults.append(Page(file, ()).fault(0, 0, "scenario.no_file"))
                unread.update(known)
            continue
        page = read_page(folder, file)
        if isinstance(page, Fault):
            faults.append(page)
            unread.update(known)
            continue
        pages[file] = page
        reading = read_yaml(page)
        faults += reading.faults
        if not reading.whole:
            unread.update(known)
        for written, key, fault in _homes(known, homes, reading, page):
            if fault is not None:
                faults.append(fault)
            if key is None or key in data:
                continue
            data[key] = reading.data[written]
            for into, spots in ((keys, reading.keys), (values, reading.values)):
                into.update({(key, *at[1:]): spot for at, spot in spots.items() if at[:1] == (written,)})
    # The order of the document is the order of the format, whatever the order in the files.
    data = {key: data[key] for key in homes if key in data}
    return Written(data, keys, values, pages, homes, frozenset(unread - data.keys())), faults


def _homes(
    known: Sequence[str], homes: Mapping[str, str], reading: Reading, page: Page
) -> list[tuple[str, str | None, Fault | None]]:
    """For each top-level key of a page: as written, as meant (None: unknown), and what is wrong with it."""
    meant: list[tuple[str, str | None, Fault | None]] = []
    for written in reading.data:
        spot = reading.keys[(written,)]
        if written in known:
            meant.append((written, written, None))
        elif written in homes:
            wrong = page.fault(spot.line, spot.column, "scenario.wrong_file", key=written, file=homes[written])
            meant.append((written, written, wrong))
        else:
            # A misspelt table is read as the table it was meant to be, or all its codes would be unknown as well.
            hint = nearest(written, known)
            word = hint.values.get("word")
            wrong = page.fault(spot.line, spot.column, "scenario.unknown_key", hint, key=written)
            meant.append((written, word if word not in reading.data else None, wrong))
    return meant


def _tables(folder: Path) -> list[Fault]:
    """Every table under data/ has its origin in data/SOURCES.md."""
    tables = sorted(path.name for path in (folder / "data").glob("*.csv")) if (folder / "data").is_dir() else []
    if not tables:
        return []
    sources = read_page(folder, "data/SOURCES.md")
    if isinstance(sources, Fault):
        return [sources]
    return [
        sources.fault(0, 0, "scenario.table_without_origin", Message("scenario.write_origin"), table=table)
        for table in tables
        if table not in sources.text
    ]


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Each fault once, file by file and line by line."""
    files = [*FILES]
    seen = {(f.file, f.line, f.column, f.message.key, str(f.message.values)): f for f in faults}
    return sorted(
        seen.values(), key=lambda f: (files.index(f.file) if f.file in files else 9, f.file, f.line, f.column)
    )
