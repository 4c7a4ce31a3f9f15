"""A document as files: what :mod:`govperf_sim.scenario.read` reads comes out of it again, value by value.

Entries that fit on a line stand on a line; the head of a file says what it holds and where it comes from.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

import pandas as pd
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from govperf_sim.panel import COLUMNS
from govperf_sim.scenario.schema import FILES

WIDTH = 120
BLOCKS = frozenset(
    {"document", "panel", "goal", "reference", "cycle", "institutions", "checks", "robustness", "clauses"}
)
"""Entries that are written field by field, though they would fit on a line."""
_HEADS: Mapping[str, str] = {
    "framework.yaml": "考评什么 What is assessed",
    "units.yaml": "考评谁 Who is assessed",
    "rules.yaml": "权重要守的规则 What the weights must obey（权重合计为 1；0.20 即 20 分 weights add up to 1; 0.20 is 20 points）",
}


def scenario_texts(data: Mapping[str, Any], origin: str) -> dict[str, str]:
    """The text of each file that holds any of the document's keys; ``origin`` is what it was made of."""
    texts = {}
    for file, keys in FILES.items():
        mine = {key: data[key] for key in keys if key in data}
        if mine:
            head = [f"# {_HEADS[file]}"] if file in _HEADS else []
            head += [
                "#",
                f"# 由 {origin} 导入；改完运行 govperf check  Imported from {origin}; run govperf check after a change",
            ]
            texts[file] = "\n".join(head) + "\n\n" + yaml_text(mine)
    return texts


def yaml_text(data: Mapping[str, Any]) -> str:
    """A mapping as YAML, its top-level keys apart from one another."""
    yaml = YAML()
    yaml.width = WIDTH
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    written = io.StringIO()
    for key, value in data.items():
        if written.tell() and isinstance(value, Mapping) and _is_table(value):
            written.write("\n")
        yaml.dump(CommentedMap({key: _node(value, (key,))}), written)
    return written.getvalue()


def panel_text(frame: pd.DataFrame) -> str:
    """Values as CSV, with every digit that makes them what they are."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for unit, indicator, period, value, vintage, flag in frame[list(COLUMNS)].to_numpy(object):
        number = repr(float(value)).removesuffix(".0")
        writer.writerow([unit, indicator, period, number, vintage, flag])
    return text.getvalue()


def _node(value: Any, address: tuple[str, ...]) -> Any:
    """A value as ruamel's, in block style down to the entries that fit on a line."""
    if isinstance(value, Mapping):
        node = CommentedMap({key: _node(inside, (*address, key)) for key, inside in value.items()})
        if not (len(address) == 1 and _is_table(value)) and address[-1] not in BLOCKS and _fits(value, len(address)):
            node.fa.set_flow_style()
        return node
    if isinstance(value, tuple | list):
        items = CommentedSeq([_node(inside, (*address, "")) for inside in value])
        items.fa.set_flow_style()
        return items
    if isinstance(value, str) and not _plain(value):
        return DoubleQuotedScalarString(value)
    return value


def _is_table(value: Mapping[str, Any]) -> bool:
    return any(isinstance(inside, Mapping) for inside in value.values())


def _fits(value: Any, depth: int) -> bool:
    return _length(value) + 2 * depth + 20 <= WIDTH or depth > 3


def _length(value: Any) -> int:
    if isinstance(value, Mapping):
        return sum(len(str(k)) + 4 + _length(v) for k, v in value.items())
    if isinstance(value, tuple | list):
        return sum(2 + _length(v) for v in value)
    return sum(2 if ord(c) > 0x2E80 else 1 for c in str(value))


def _plain(text: str) -> bool:
    """Whether a text can stand without quotes and cannot be taken for anything else."""
    safe = all(c.isalnum() or c in "_ /.()（）〔〕，。、；：“”《》…-+" for c in text) and "\n" not in text
    return safe and text[:1].isalpha() and text == text.strip() and text.lower() not in _WORDS


_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "nan", "inf"})
