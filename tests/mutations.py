"""Random mistakes in scenario files, each with the line where it was made: what a person could have typed wrong."""

import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from govperf_sim.scenario.addresses import entry_at
from govperf_sim.scenario.document import understand
from govperf_sim.scenario.folder import read_files, read_folder
from govperf_sim.scenario.references import named
from govperf_sim.scenario.schema import FILES, ScenarioDocument
from govperf_sim.scenario.schema_experiment import ExperimentDocument

QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


@dataclass(frozen=True)
class Mutation:
    """``file`` with its new text; the mistake is in line ``line``, or (a missing source) its entry begins there."""

    kind: str
    file: str
    line: int
    text: str
    what: str

    def __str__(self):
        return f"{self.kind} at {self.file}:{self.line} ({self.what})"


def mutated(folder: Path, into: Path, mutation: Mutation) -> Path:
    """A copy of the scenario with the mistake in it."""
    copy = into / folder.name
    shutil.copytree(folder, copy)
    (copy / mutation.file).write_text(mutation.text, "utf-8", newline="\n")
    return copy


def mutations(folder: Path, seed: int, count: int) -> Iterator[Mutation]:
    """So many mistakes, every kind in turn."""
    luck, origin = random.Random(seed), Origin(folder)
    kinds = [make for make in KINDS if make(origin, random.Random(0)) is not None]
    for i in range(count):
        yield kinds[i % len(kinds)](origin, luck)


def mutations_of_experiment(folder: Path, name: str, seed: int, count: int) -> Iterator[Mutation]:
    """So many mistakes in an experiment of a scenario, every kind in turn."""
    luck, origin = random.Random(seed), ExperimentOrigin(folder, name)
    for i in range(count):
        yield IN_EXPERIMENTS[i % len(IN_EXPERIMENTS)](origin, luck)


class Origin:
    """A sound scenario, with the places of its entries."""

    form = ScenarioDocument

    def __init__(self, folder):
        self.folder = folder
        self.written, faults = read_folder(folder)
        self.document, more = understand(self.written, self.form)
        assert not faults + more
        self.texts = {
            f: (folder / f).read_text("utf-8-sig") for f in (*FILES, "data/panel.csv") if (folder / f).exists()
        }

    def lines(self, file):
        return self.texts[file].split("\n")

    @cached_property
    def fields(self):
        """Every key of an entry (not a code): its address, spot and value."""
        found = []
        for address, spot in self.written.keys.items():
            entry = entry_at(address[:-1], self.written.data, self.form)
            if entry is not None and address[-1] in entry.model_fields:
                found.append((address, spot, self.value(address)))
        return found

    def keys(self, wanted: Callable):
        """The keys whose address and value meet a condition, with their spots."""
        return [(address, spot) for address, spot, value in self.fields if wanted(address, value)]

    def value(self, address):
        node = self.written.data
        for segment in address:
            node = node[segment]
        return node

    def in_line(self, kind, spot, old, new, what):
        """Replace ``old``, which begins at the spot, by ``new``."""
        lines = self.lines(spot.file)
        line, at = lines[spot.line - 1], spot.column - 1
        assert line[at:].startswith(old), (line, at, old)
        lines[spot.line - 1] = line[:at] + new + line[at + len(old) :]
        return Mutation(kind, spot.file, spot.line, "\n".join(lines), what)


class ExperimentOrigin(Origin):
    """A sound experiment, with the places of its entries."""

    form = ExperimentDocument

    def __init__(self, folder, name):
        file = f"experiments/{name}.yaml"
        self.folder = folder
        self.written, faults = read_files(folder, {file: tuple(self.form.model_fields)}, [file])
        self.document, more = understand(self.written, self.form)
        assert not faults + more
        self.texts = {file: (folder / file).read_text("utf-8")}


def misspelt_key(origin, luck):
    address, spot = luck.choice(origin.keys(lambda a, v: len(str(a[-1])) > 2))
    key = address[-1]
    at = luck.randrange(1, len(key))
    return origin.in_line("misspelt key", spot, key, key[:at] + key[at - 1] + key[at:], ".".join(map(str, address)))


def written_value(origin, address):
    """The text of a plain scalar where it stands."""
    spot = origin.written.values[address]
    rest = origin.lines(spot.file)[spot.line - 1][spot.column - 1 :]
    quoted = QUOTED.match(rest)
    return spot, quoted.group() if quoted else re.match(r"[^,}\]#]*", rest).group().rstrip()


def replaced(kind, origin, address, new):
    spot, old = written_value(origin, address)
    return origin.in_line(kind, spot, old, new, f"{'.'.join(map(str, address))}: {old} -> {new}")


def out_of_range(origin, luck):
    bounded = {"at_least": "1.5", "at_most": "-0.2", "gap": "7", "working_days": "4000", "detection": "1.7", "seed": "-1",
               "effort_cost": "0", "substitution": "1", "teams": "0", "replications": "0", "burden": "-1", "distance": "0", "loss": "-2",
               "tolerance": "-0.1", "progress_share": "3"}  # fmt: skip
    places = [a for a, _ in origin.keys(lambda a, v: a[-1] in bounded and isinstance(v, int | float))
              if a[0] != "rules" or "ratio" not in origin.value((*a[:2], "kind"))]  # fmt: skip
    shares = [a for a in origin.written.values if a[:2] == ("reference", "domain_shares") and len(a) == 3]
    limits = [a for a in origin.written.values if a[0] == "rules" and len(a) == 4 and a[2] in ("at_least", "at_most")]
    address = luck.choice([*places, *shares, *[a for a in limits if origin.value((*a[:2], "kind")) == "share"]])
    return replaced("out of range", origin, address, bounded.get(address[-1], luck.choice(["1.2", "-0.1", "8"])))


def unknown_code(origin, luck):
    places = [a for a, _, code in named(origin.document) if a[-1] != code]
    address = luck.choice(places)
    return replaced("unknown code", origin, address, f"{origin.value(address)}x")


def unknown_clause(origin, luck):
    places = [a for a, v in origin.written.entries("clause") if isinstance(v, str)]
    return replaced("unknown clause", origin, luck.choice(places), "Z-9z") if places else None


def missing_source(origin, luck):
    address, spot = luck.choice(origin.keys(lambda a, v: a[-1] == "source"))
    lines = origin.lines(spot.file)
    text, at = "\n".join(lines), sum(len(line) + 1 for line in lines[: spot.line - 1]) + spot.column - 1
    depth, end = 0, at
    for found in re.finditer(r"\"[^\"]*\"|[{}]", text[at:]):
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
        end = at + found.end()
        if depth == 0 and found.group() == "}":
            break
    before = re.sub(r",?[ ]*$", "", text[:at])
    before = re.sub(r",\s*\n\s*$", "\n      ", before)
    inside_braces = text[end:].lstrip(" ")[:1] in ("}", ",")
    after = text[end:]
    if inside_braces and not text[:at].rstrip().endswith((",",)):
        after = re.sub(r"^\s*,", "", after)
    entry = origin.written.key_spot(address[:-1])
    return Mutation("missing source", spot.file, entry.line, before + after, ".".join(map(str, address)))


def duplicate_key(origin, luck):
    def plain(address, value):
        spot = origin.written.values[address]
        lines = origin.lines(spot.file)
        key = origin.written.keys[address]
        alone = lines[key.line - 1][: key.column - 1].strip() == "" and key.line == spot.line
        return alone and not isinstance(value, dict | tuple)

    address, spot = luck.choice(origin.keys(plain))
    lines = origin.lines(spot.file)
    lines.insert(spot.line, lines[spot.line - 1])
    return Mutation("duplicate key", spot.file, spot.line + 1, "\n".join(lines), ".".join(map(str, address)))


def wrong_type(origin, luck):
    scalars = [a for a, _ in origin.keys(lambda a, v: isinstance(v, int | float | str | bool) and a[0] != "variants")]
    address = luck.choice(scalars)
    value = origin.value(address)
    new = luck.choice(
        ["[1, 2]", "{a: 1}", "2012-01-12", "true"] if isinstance(value, str) else ["high", "[1]", '"0.1"', "8%"]
    )
    return replaced("wrong type", origin, address, new)


def empty_value(origin, luck):
    wanted = ("name", "domain", "evaluator", "direction", "group", "kind", "status", "cite", "zh", "period", "years")
    places = [a for a, _ in origin.keys(lambda a, v: a[-1] in wanted and isinstance(v, int | str))]
    return replaced("empty value", origin, luck.choice(places), luck.choice(["null", "~"]))


def wide_colon(origin, luck):
    address, spot = luck.choice(origin.keys(lambda a, v: True))
    lines = origin.lines(spot.file)
    colon = f"{address[-1]}:"
    space = luck.choice(["", " "])
    if lines[spot.line - 1][spot.column - 1 + len(colon) :].startswith(" "):
        colon += " "
    return origin.in_line("full-width colon", spot, colon, f"{address[-1]}：{space}", ".".join(map(str, address)))


def tab(origin, luck):
    def begins_line(address, value):
        if len(address) == 1:
            return False
        spot, around = origin.written.keys[address], origin.written.values[address[:-1]]
        braces = origin.lines(around.file)[around.line - 1][around.column - 1] == "{"
        return not braces and not origin.lines(spot.file)[spot.line - 1][: spot.column - 1].strip()

    address, spot = luck.choice(origin.keys(begins_line))
    return origin.in_line("tab", spot._replace(column=1), " " * (spot.column - 1), "\t", ".".join(map(str, address)))


def wrong_file(origin, luck):
    file = luck.choice(sorted(f for f in origin.texts if f.endswith(".yaml")))
    key = luck.choice([key for home, keys in FILES.items() if home != file for key in keys])
    lines = [*origin.texts[file].rstrip("\n").split("\n"), f"{key}: {{}}"]
    return Mutation("wrong file", file, len(lines), "\n".join(lines) + "\n", key)


def floors_above_one(origin, luck):
    floors = [a for a in origin.written.values if len(a) in (3, 4) and a[0] == "rules" and a[2] == "at_least"
              and isinstance(origin.value(a), float) and origin.value((*a[:2], "kind")) == "share"
              and origin.value((*a[:2], "of")).get("domains")]  # fmt: skip
    return replaced("floors above 100 %", origin, luck.choice(floors), "0.999") if floors else None


def unused_number(origin, luck):
    """A number that the indicator's method has no use for."""
    places = origin.keys(lambda a, v: a[-1] == "method" and a[2:3] == ("scoring",))
    address, spot = luck.choice(places)
    name = luck.choice(["low", "high", "distance"] if origin.value(address) != "band" else ["floor", "loss"])
    return origin.in_line("unused number", spot, "method", f"{name}: 3, method", ".".join(map(str, address)))


def bad_cell(origin, luck):
    lines = origin.texts["data/panel.csv"].rstrip("\n").split("\n")
    i = luck.randrange(1, len(lines))
    cells = lines[i].split(",")
    what = luck.choice(["unit", "indicator", "period", "value", "empty", "twice", "percent", "short"])
    if what == "twice":
        lines.insert(i + 1, lines[i])
        i += 1
    elif what == "short":
        lines[i] = ",".join(cells[:3])
    else:
        at, new = {"unit": (0, "q" + cells[0]), "indicator": (1, cells[1] + "q"), "period": (2, "2O11"),
                   "value": (3, "n/a"), "empty": (3, ""), "percent": (3, cells[3] + "％")}[what]  # fmt: skip
        lines[i] = ",".join([*cells[:at], new, *cells[at + 1 :]])
    return Mutation("bad cell", "data/panel.csv", i + 1, "\n".join(lines) + "\n", what)


def lost_path(origin, luck):
    """An address that leads nowhere."""
    places = [a for a in origin.written.values if a[-1:] == ("path",)]
    address = luck.choice(places)
    segments = origin.value(address).split(".")
    at = luck.randrange(len(segments))
    segments[at] += "q"
    return replaced("lost path", origin, address, ".".join(segments))


def unknown_outcome(origin, luck):
    places = [a for a in origin.written.values if a[0] in ("pareto", "failures") and isinstance(origin.value(a), str)]
    address = luck.choice(places)
    return replaced("unknown outcome", origin, address, f"{origin.value(address)}x")


def unknown_measure(origin, luck):
    places = [a for a in origin.written.values if a[2:3] == ("measures",) and len(a) == 4]
    address = luck.choice(places)
    return replaced("unknown measure", origin, address, f"{origin.value(address)}x")


def unknown_kind(origin, luck):
    address = luck.choice([a for a in origin.written.values if a[-1:] == ("kind",)])
    return replaced("unknown kind", origin, address, f"{origin.value(address)}x")


def value_beyond(origin, luck):
    """A value that cannot stand at its address."""
    places = [a for a in origin.written.values if a[2:3] == ("values",) and len(a) == 4]
    return replaced("value beyond", origin, luck.choice(places), luck.choice(["-1", "1000", "often", "0.5"]))


KINDS = (
    misspelt_key, out_of_range, unknown_code, missing_source, duplicate_key, wrong_type, wide_colon, floors_above_one,
    unknown_clause, empty_value, tab, wrong_file, bad_cell, unused_number,
)  # fmt: skip

IN_EXPERIMENTS = (
    misspelt_key, duplicate_key, wrong_type, wide_colon, empty_value, lost_path, unknown_outcome, unknown_measure,
    unknown_kind, value_beyond,
)  # fmt: skip
"""Kinds of mistakes in the file of an experiment."""
