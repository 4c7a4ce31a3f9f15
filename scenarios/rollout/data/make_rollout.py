"""Make the units and the panel of the roll-out: ``python make_rollout.py`` writes ``../units.yaml`` and ``panel.csv``.

Units are codes; every value is made up and flagged ``synthetic``.  A value stands at a place between the posts of its
indicator (floor, target), 0 at the floor and 1 at the target.  For unit i of group g and indicator k of domain d

    place(i, k, 2011)  = level(g, d) + all-round(i) + strength(i, d) + own(i, k)
    place(i, k, y - 1) = place(i, k, y) - pace_k (step(g) + step(i, y) + slip(i, k, y))

    all-round ~ N(0, 0.08), strength ~ N(0, 0.08), own ~ N(0, 0.06), step(i, y) ~ N(0, 0.015), slip ~ N(0, 0.015)

so that the indicators of a unit hang together, those of one domain more closely; and where growth is strong the
environment is weak (the strength in growth is taken from it).  Groups differ in level and in progress: those
that stand low move fast.  Indicators scored on progress move ``pace`` = 3 times as fast.  A place is held in [-0.2, 1.6]
and a value in the range its unit of measure allows.

Figures of 2011 are preliminary, those of the years before from the yearbook.  In 2009, before the roll-out was prepared,
three cells in a hundred are missing (none of an indicator scored on progress, which needs the year before).
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

YEARS = (2009, 2010, 2011)
SEED = 20121231
REGIONAL = ("growth", "structure", "livelihood", "resources", "environment", "services", "law", "society")
DEPARTMENTAL = ("duty", "dlaw", "dservice", "dmanage")
POOLED = '{status: assumption, cite: "illustrative: ranked apart, as in Hangzhou in 2020 (Hangzhou Daily 2021-04-30) 示意：单独排名", clause: V-2b}'
ASSUMED = '{status: assumption, cite: "illustrative: made up by data/make_rollout.py 合成", clause: %s}'

# group: system, what its units are, level of administration, how many, code, names, yearly step, level by domain.
GROUPS = {
    "metro":           ("regional", "prefecture_city", "prefecture", 2,  "C", "都市发展区城市", "metropolitan cities",        0.02, (0.95, 0.80, 0.70, 0.72, 0.48, 0.78, 0.72, 0.55)),
    "optimised":       ("regional", "prefecture_city", "prefecture", 6,  "C", "优化发展区城市", "cities to be optimised",     0.03, (1.00, 0.68, 0.68, 0.60, 0.50, 0.70, 0.64, 0.58)),
    "key_zone":        ("regional", "prefecture_city", "prefecture", 7,  "C", "重点发展区城市", "cities to be developed",     0.05, (1.10, 0.46, 0.52, 0.44, 0.60, 0.52, 0.50, 0.56)),
    "ecological":      ("regional", "prefecture_city", "prefecture", 6,  "C", "生态发展区城市", "cities to be protected",     0.06, (0.90, 0.32, 0.44, 0.40, 0.80, 0.44, 0.48, 0.58)),
    "urban_district":  ("regional", "county",          "county",     30, "X", "市辖区（老城区）", "old urban districts",      0.02, (0.80, 0.72, 0.64, 0.66, 0.44, 0.74, 0.66, 0.52)),
    "new_district":    ("regional", "county",          "county",     24, "X", "市辖区（新城区）", "new urban districts",      0.04, (1.10, 0.60, 0.60, 0.56, 0.50, 0.60, 0.58, 0.54)),
    "county_city":     ("regional", "county",          "county",     23, "X", "县级市",         "county-level cities",        0.05, (1.05, 0.44, 0.52, 0.46, 0.58, 0.50, 0.50, 0.56)),
    "plain_county":    ("regional", "county",          "county",     20, "X", "平原县",         "counties of the plain",      0.06, (0.95, 0.34, 0.44, 0.40, 0.60, 0.44, 0.44, 0.54)),
    "mountain_county": ("regional", "county",          "county",     25, "X", "山区县",         "counties of the mountains",  0.07, (0.85, 0.26, 0.38, 0.36, 0.82, 0.38, 0.44, 0.56)),
    "dept_economy":    ("departmental", "department",  "province",   15, "B", "综合经济部门",   "departments of the economy", 0.03, (0.62, 0.56, 0.58, 0.56)),
    "dept_society":    ("departmental", "department",  "province",   13, "B", "社会民生部门",   "departments of society",     0.04, (0.56, 0.54, 0.64, 0.54)),
    "dept_law":        ("departmental", "department",  "province",   12, "B", "执法监管部门",   "departments of enforcement", 0.02, (0.58, 0.66, 0.50, 0.58)),
}  # fmt: skip
# The last so many of a group are under vertical management: six of 40, about the share of Hangzhou in 2020 (15 of 93).
VERTICAL = {"dept_economy": 2, "dept_law": 4}
CALLED = {"C": ("城市", "city"), "X": ("县区", "county"), "B": ("部门", "department")}
ALL_REGIONS, ALL_DEPARTMENTS = tuple(GROUPS)[:9], tuple(GROUPS)[9:]

# indicator: domain, floor, target, decimals as published, groups.  The posts are those of framework.yaml (tested).
INDICATORS = {
    "G1":  ("growth",      4,    8.5,  1, ALL_REGIONS),
    "S1":  ("structure",   30,   45,   2, ALL_REGIONS),
    "S2":  ("structure",   0.3,  2.2,  2, ALL_REGIONS),
    "S3":  ("structure",   65,   85,   1, ALL_REGIONS),
    "XL":  ("structure",   50,   100,  1, ("metro", "urban_district")),
    "XF":  ("structure",   20,   45,   1, ("metro", "optimised", "key_zone", "new_district", "county_city")),
    "L1":  ("livelihood",  0.6,  1.0,  2, ALL_REGIONS),
    "L2":  ("livelihood",  3.2,  1.8,  2, tuple(g for g in ALL_REGIONS if g not in ("metro", "urban_district"))),
    "L3":  ("livelihood",  4,    2.3,  2, ALL_REGIONS),
    "L4":  ("livelihood",  60,   100,  1, ALL_REGIONS),
    "XB":  ("livelihood",  40,   100,  1, ("urban_district", "new_district")),
    "N1":  ("resources",   0,    3.6,  2, ALL_REGIONS),
    "N2":  ("resources",   1,    6,    2, ALL_REGIONS),
    "N3":  ("resources",   250,  60,   0, ALL_REGIONS),
    "E1":  ("environment", 80,   97,   1, ALL_REGIONS),
    "E2":  ("environment", 40,   90,   1, ALL_REGIONS),
    "E3":  ("environment", 40,   85,   1, ALL_REGIONS),
    "XH":  ("environment", 30,   95,   1, ("key_zone", "ecological", "county_city", "plain_county", "mountain_county")),
    "XY":  ("environment", 62,   68,   1, ("ecological", "mountain_county")),
    "P1":  ("services",    40,   95,   1, ALL_REGIONS),
    "P2":  ("services",    1.8,  4.0,  2, ALL_REGIONS),
    "P3":  ("services",    60,   98,   1, ALL_REGIONS),
    "P4":  ("services",    55,   85,   1, ALL_REGIONS),
    "XZ":  ("services",    0.6,  0.2,  2, ("optimised", "plain_county")),
    "W1":  ("law",         25,   5,    1, ALL_REGIONS),
    "W2":  ("law",         80,   99,   1, ALL_REGIONS),
    "W3":  ("law",         50,   90,   1, ALL_REGIONS),
    "M1":  ("society",     75,   98,   1, ALL_REGIONS),
    "M2":  ("society",     0.25, 0.08, 3, ALL_REGIONS),
    "M3":  ("society",     55,   85,   1, ALL_REGIONS),
    "M4":  ("society",     40,   80,   1, ALL_REGIONS),
    "D1":  ("duty",        60,   100,  1, ("dept_economy",)),
    "D2":  ("duty",        60,   98,   1, ("dept_economy",)),
    "D3":  ("duty",        60,   100,  1, ("dept_society",)),
    "D4":  ("duty",        70,   100,  1, ("dept_society",)),
    "D13": ("duty",        50,   95,   1, ("dept_law",)),
    "D14": ("duty",        70,   98,   1, ("dept_law",)),
    "D5":  ("duty",        80,   100,  1, ALL_DEPARTMENTS),
    "D9":  ("duty",        70,   100,  1, ALL_DEPARTMENTS),
    "D6":  ("dlaw",        60,   98,   1, ALL_DEPARTMENTS),
    "D10": ("dlaw",        80,   100,  1, ALL_DEPARTMENTS),
    "D7":  ("dservice",    60,   92,   1, ALL_DEPARTMENTS),
    "D11": ("dservice",    50,   95,   1, ALL_DEPARTMENTS),
    "D8":  ("dmanage",     50,   90,   1, ALL_DEPARTMENTS),
    "D12": ("dmanage",     70,   98,   1, ALL_DEPARTMENTS),
}  # fmt: skip
PROGRESS = ("S1", "N2", "XF")
MISSING = 0.03


def units() -> dict[str, str]:
    """Unit -> group; numbered within cities, counties and departments."""
    found: dict[str, str] = {}
    for group, (_, _, _, count, letter, *_) in GROUPS.items():
        before = sum(u.startswith(letter) for u in found)
        found |= {f"{letter}{before + n + 1:03d}": group for n in range(count)}
    return found


def rows() -> list[tuple[str, str, int, str, str, str]]:
    """unit, indicator, period, value, vintage, flag: one row a cell, units and indicators in the order above."""
    rng = np.random.default_rng(SEED)
    table = []
    for unit, group in units().items():
        system, *_, step, levels = GROUPS[group]
        domains = REGIONAL if system == "regional" else DEPARTMENTAL
        all_round = rng.normal(0.0, 0.08)
        strength = dict(zip(domains, rng.normal(0.0, 0.08, len(domains)), strict=True))
        if "growth" in strength:
            strength["environment"] -= strength["growth"]
        level = {d: at + all_round + strength[d] for d, at in zip(domains, levels, strict=True)}
        steps = step + rng.normal(0.0, 0.015, 2)
        for code, (domain, floor, target, decimals, groups) in INDICATORS.items():
            if group not in groups:
                continue
            own, missing = rng.normal(0.0, 0.06), rng.random() < MISSING
            back = (3.0 if code in PROGRESS else 1.0) * (steps + rng.normal(0.0, 0.015, 2))
            last = level[domain] + own
            places = {2011: last, 2010: last - back[0], 2009: last - back[0] - back[1]}
            for year in YEARS:
                if year == 2009 and missing and code not in PROGRESS:
                    continue
                value = floor + np.clip(places[year], -0.2, 1.6) * (target - floor)
                most = 100.0 if floor < target <= 100 else np.inf
                value = float(np.clip(value, 0.0, most))
                vintage = "preliminary" if year == 2011 else "yearbook"
                table.append((unit, code, year, f"{value:.{decimals}f}", vintage, "synthetic"))
    return table


def units_page() -> str:
    """units.yaml, as text."""
    lines = [
        "# yaml-language-server: $schema=../../govperf_sim/scenario/scenario.schema.json",
        "#",
        "# 由 data/make_rollout.py 写成，请勿手改；单位只有代码",
        "# Written by data/make_rollout.py, not by hand; units are codes",
        "",
        "pools:",
        f"  vertical: {{name: {{zh: 垂直管理部门, en: departments under vertical management}}, source: {POOLED}}}",
        "",
        "groups:",
    ]
    for group, (system, _, _, _, _, zh, en, *_) in GROUPS.items():
        name = f"{{zh: {zh}, en: {en}}}"
        lines.append(f"  {group}: {{name: {name}, system: {system}, source: {ASSUMED % 'II-4'}}}")
    lines += ["", "units:"]
    numbered = units()
    apart = {u for g, n in VERTICAL.items() for u in [u for u, own in numbered.items() if own == g][-n:]}
    for unit, group in numbered.items():
        _, kind, level, *_ = GROUPS[group]
        pool = ", pool: vertical" if unit in apart else ""
        zh, en = CALLED[unit[0]]
        name = f"{{zh: {zh} {unit}, en: {en} {unit}}}"
        lines.append(
            f"  {unit}: {{name: {name}, group: {group}, kind: {kind}, level: {level}{pool}, source: {ASSUMED % 'III-e'}}}"
        )
    return "\n".join(lines) + "\n"


def write(folder: Path) -> None:
    """Both files of a scenario folder."""
    (folder / "units.yaml").write_text(units_page(), "utf-8")
    with (folder / "data" / "panel.csv").open("w", encoding="utf-8", newline="") as page:
        writer = csv.writer(page, lineterminator="\n")
        writer.writerow(("unit", "indicator", "period", "value", "vintage", "flag"))
        writer.writerows(rows())


if __name__ == "__main__":
    write(Path(__file__).parents[1])
