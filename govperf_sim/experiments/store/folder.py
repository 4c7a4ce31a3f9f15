"""A shelf on disk: ``manifest.json``, ``policies.jsonl``, ``worlds.jsonl``, and a file for each cell under ``cells/``.

The name of a cell's file is its key, so whoever plays a cell again writes the same bytes over it: any number of processes may
be at work on one store, be killed, and go on.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from govperf_sim.errors import ExperimentError, Fault, fault
from govperf_sim.experiments.cell import Cell, Result
from govperf_sim.experiments.store import disk, written
from govperf_sim.experiments.store.damage import Damaged
from govperf_sim.experiments.store.forms import Form, form_named, usual_form
from govperf_sim.experiments.store.manifest import Manifest
from govperf_sim.words import Message

MANIFEST, POLICIES, WORLDS = "manifest.json", "policies.jsonl", "worlds.jsonl"
LAYOUT = 1
"""Counts up when files are laid out in another way."""
DECIDE = ("model", "scenario", "seed", "block", "code", "policies", "worlds", "levers", "uncertainties", "versions")
"""What the numbers in cells depend on; the rest says how often to play, and how to tell of it."""


@dataclass(frozen=True, eq=False)
class Folder:
    """``damaged`` gathers the keys of files that were found not to be what was written."""

    path: Path
    form: Form
    damaged: set[str] = field(default_factory=set)

    @classmethod
    def begin(cls, path: str | Path, manifest: Manifest, form: str | None = None) -> Folder:
        """A new store; or one that is there already, if the same cells are asked for.

        A store that is there may be asked for more replications, by another rule, or under another title: its cells stay.
        ``form`` is ``csv`` or ``parquet``, by default as the store has it.  Raises
        :class:`~govperf_sim.errors.ExperimentError` for a folder with something else in it, for a store of another
        experiment (naming every difference) and for one that cannot be written.
        """
        path = Path(path)
        try:
            asked = _document(manifest)
        except KeyError as unknown:
            raise ExperimentError(
                fault("store.not_written", what=getattr(unknown.args[0], "__name__", unknown))
            ) from None
        if _has(path, MANIFEST):
            had, _ = _read(path)
            faults = list(_differences(had, asked))
            if form is not None and form != had["form"]:
                faults.append(fault("store.other_form", path=path, had=had["form"], asked=form))
            if faults:
                raise ExperimentError([fault("store.another", path=path), *faults])
            folder = cls(path, form_named(had["form"]))
            disk.tidy(path)
            same = all(had[key] == asked[key] for key in asked if key != "replications")
            if not same:
                folder._keep(manifest)
            return folder
        with disk.explained(path):
            strange = sorted(p.name for p in path.iterdir()) if path.exists() else []
        strange = [name for name in strange if name not in (disk.UNFINISHED, POLICIES, WORLDS)]
        if strange:
            raise ExperimentError(fault("store.not_a_store", path=path, found=strange[0]))
        folder = cls(path, form_named(form or usual_form()))
        disk.put(path, POLICIES, written.lines(manifest.design.policies))
        disk.put(path, WORLDS, written.lines(manifest.design.worlds))
        folder._keep(manifest)
        return folder

    @classmethod
    def open(cls, path: str | Path) -> Folder:
        """A store that is there; raises :class:`~govperf_sim.errors.ExperimentError` where there is none that can be read."""
        had, _ = _read(Path(path))
        return cls(Path(path), form_named(had["form"]))

    @property
    def manifest(self) -> Manifest:
        return _read(self.path)[1]

    def note(self, manifest: Manifest) -> None:
        """More replications are asked for than were; fewer never are."""
        noted = self.manifest.replications
        most = tuple(map(max, noted, manifest.replications))
        if most != noted:
            self._keep(dataclasses.replace(manifest, replications=most))

    def __contains__(self, cell: Cell) -> bool:
        return self.get(cell) is not None

    def lying(self, cells: Iterable[Cell]) -> int:
        """How many of them have a file here, which is not looked into."""
        return sum((self.path / self._name(cell)).is_file() for cell in cells)

    def put(self, cell: Cell, result: Result) -> None:
        disk.put(self.path, self._name(cell), self.form.encode(cell, result))
        self.damaged.discard(cell.key)

    def get(self, cell: Cell) -> Result | None:
        try:
            return self.form.decode((self.path / self._name(cell)).read_bytes())
        except FileNotFoundError:
            return None
        except Damaged:
            self.damaged.add(cell.key)
            return None
        except OSError as refused:
            raise ExperimentError(fault("store.cannot_read", path=self.path, reason=refused.strerror)) from refused

    def _name(self, cell: Cell) -> str:
        return f"cells/{cell.key[:2]}/{cell.key}.{self.form.suffix}"

    def _keep(self, manifest: Manifest) -> None:
        said = {"layout": LAYOUT, "form": self.form.suffix, **_document(manifest)}
        disk.put(self.path, MANIFEST, (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode())


def _document(manifest: Manifest) -> dict[str, Any]:
    design = manifest.design
    digests = {
        name: hashlib.sha256(written.lines(rows)).hexdigest()
        for name, rows in (("policies", design.policies), ("worlds", design.worlds))
    }
    said: dict[str, Any] = json.loads(json.dumps(written.document(manifest) | digests))
    return said


def _has(path: Path, name: str) -> bool:
    with disk.explained(path):
        return (path / name).is_file()


def _read(path: Path) -> tuple[dict[str, Any], Manifest]:
    """The document and what it means."""
    if not _has(path, MANIFEST):
        raise ExperimentError(fault("store.no_store", path=path))
    try:
        had = json.loads((path / MANIFEST).read_bytes())
        policies, worlds = (path / POLICIES).read_bytes(), (path / WORLDS).read_bytes()
        for text, name in ((policies, "policies"), (worlds, "worlds")):
            if hashlib.sha256(text).hexdigest() != had[name]:
                raise ValueError(f"{name}.jsonl")
        if had["layout"] != LAYOUT:
            raise ValueError(f"layout {had['layout']}")
        return had, written.manifest(had, written.rows(policies), written.rows(worlds))
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise ExperimentError(fault("store.damaged_manifest", path=path, reason=wrong)) from wrong


def _differences(had: dict[str, Any], asked: dict[str, Any]) -> list[Fault]:
    faults = []
    for what in DECIDE:
        one, other = had[what], asked[what]
        if what == "versions":
            changed = [name for name in {**one, **other} if one.get(name) != other.get(name)]
            faults += [
                fault("store.differs", what=name, had=one.get(name, "—"), asked=other.get(name, "—"))
                for name in changed
            ]
        elif what in ("levers", "uncertainties"):
            one, other = ([f["path"] for f in factors] for factors in (one, other))
            if one != other:
                faults.append(fault("store.differs", what=Message(f"store.what_{what}"), had=", ".join(one) or "—", asked=", ".join(other) or "—"))  # fmt: skip
        elif one != other:
            told = (f"{str(x)[:12]}…" if isinstance(x, str) and len(x) == 64 else x for x in (one, other))
            faults.append(fault("store.differs", what=Message(f"store.what_{what}"), had=next(told), asked=next(told)))
    return faults
