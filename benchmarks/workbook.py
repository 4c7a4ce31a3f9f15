"""How long a large workbook takes to be read, and how much memory; prints what it measures.

``python benchmarks/workbook.py [UNITS] [INDICATORS]`` makes the workbook of a scenario of 2,000 units and 60 indicators over
one year (made up and seeded), has the sheet of values filled in as people do (one cell in fifty is text: full-width digits, a
unit of measure, a dash), and times the reading of it and the making of the scenario, each in a process of its own.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from govperf_sim.office.workbook.filled import read_workbook
from govperf_sim.office.workbook.imported import make_scenario
from govperf_sim.office.workbook.template import Contents, write_workbook
from govperf_sim.scenario.load import load_scenario

SOURCE = {"依据性质": "假设", "依据": "虚构，供计时之用"}
YEAR = 2024


def name(said: str) -> dict[str, str]:
    return {"中文名称": said, "英文名称": said}


def large(path: Path, units: int, indicators: int) -> None:
    """A workbook of made-up towns, filled in on a blank one."""
    write_workbook(path, load_scenario("six_towns"), Contents.BLANK)
    book = load_workbook(path)
    codes = [f"k{n}" for n in range(indicators)]
    rows: dict[str, list[dict[str, Any]]] = {
        "体系": [{"编码": "towns", **name("towns")}],
        "维度": [{"编码": f"d{n}", **name(f"d{n}"), "体系": "towns", "文件意图": "无倾向"} for n in range(6)],
        "评价主体": [{"编码": "statistics", **name("statistics"), "是否外部评价": "否"}],
        "组别": [{"编码": "all", **name("all"), "体系": "towns"}],
        "单位": [{"编码": f"u{n}", **name(f"town {n}"), "组别": "all", "类型": "town", "层级": "township"} for n in range(units)],
        "指标": [{"编码": k, **name(f"indicator {k}"), "维度": f"d{n % 6}", "计量单位": "%", "方向": "越高越好", "类型": "定量",
                "评价主体": "statistics", "计分办法": "功效系数", "下限": 0, "目标值": 100, "计分依据性质": "假设",
                "计分依据": "虚构，供计时之用"} for n, k in enumerate(codes)],
        "规则": [{"编码": "each", "类型": "单项占比", "对象": "全部", "不高于": "10%"}],
    }  # fmt: skip
    for sheet, entries in rows.items():
        at = {str(cell.value).split("\n")[0]: cell.column for cell in book[sheet][3]}
        for row, entry in enumerate(entries, 4):
            for head, value in {**SOURCE, **entry}.items():
                book[sheet].cell(row, at[head]).value = value
    notes = {"标题（中文）": "计时", "标题（英文）": "timing", "是否含示意或虚构数据": "是", "数据 · 计分年份": YEAR,
             "数据 · 依据性质": "假设", "数据 · 依据": "虚构，供计时之用"}  # fmt: skip
    for cells in book["说明"].iter_rows(min_row=17):
        head = str(cells[0].value).split("\n")[0]
        if head in notes:
            cells[1].value = notes[head]
    values = book["数据"]
    for column, code in enumerate(codes, 6):
        values.cell(3, column).value = code
    luck = random.Random(2024)
    odd = (lambda x: f"{x:.1f}％", lambda x: f"{x:.1f}".translate(str.maketrans("0123456789", "０１２３４５６７８９")))
    for n in range(units):
        numbers: list[object] = [round(luck.uniform(20, 90), 1) for _ in codes]
        for column in luck.sample(range(indicators), max(1, indicators // 50)):
            numbers[column] = luck.choice(odd)(numbers[column])
        values.append([f"u{n}", None, YEAR, None, None, *numbers])
    book.save(path)


def reading(path: Path) -> tuple[float, float, float, int, int]:
    """The processor time of reading a workbook and of making its scenario, and the most memory that took."""
    start = time.process_time()
    filled = read_workbook(path)
    read = time.process_time() - start
    made = make_scenario(filled, path, path.parent / "made")
    whole = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return read, whole, memory, len(made.scenario.observed.frame), len(filled.reminders)


def main(units: int = 2000, indicators: int = 60) -> None:
    """Make, read and tell."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.xlsx"
        large(path, units, indicators)
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as alone:
            read, whole, memory, values, reminders = alone.submit(reading, path).result()
        sys.stdout.write(
            f"{units} units x {indicators} indicators: {values} values, {path.stat().st_size / 2**20:.1f} MiB, {reminders} reminders\n"
        )
        sys.stdout.write(
            f"read: {read:.1f} s of processor time; read, checked, written and loaded: {whole:.1f} s; at most {memory:.0f} MiB\n"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
