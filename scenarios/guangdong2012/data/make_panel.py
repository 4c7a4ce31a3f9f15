"""Make the synthetic panel of the pilot units: ``python make_panel.py`` writes ``panel.csv`` beside this file.

No panel of the pilot units is public.  Every value is drawn around the posts (floor, target) of its indicator and is
flagged ``synthetic``, except the cells of :data:`SOURCED`, which are flagged ``sourced`` and explained in SOURCES.md.

A value stands at a place between its posts, 0 at the floor and 1 at the target.  For unit i and indicator k of domain d

    place(i, k, 2011)  = level(i, d) + tilt(i, k)                    tilt ~ N(0, 0.09)
    place(i, k, y - 1) = place(i, k, y) - pace_k (step(i, y) + slip(i, k, y))
                                                                     step ~ N(0.05, 0.02), slip ~ N(0, 0.015)

so that years differ by progress that the indicators of a unit share (``step``).  Indicators scored on progress move
``pace`` = 3 times as fast.  A place is held in [0, 2.2] and a value in the range its unit of measure allows; values are
rounded as such figures are published.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

YEARS = (2009, 2010, 2011)
SEED = 20120112

# How far each unit stands between the posts of its domains in 2011: invented, in the spirit of the unit's class.
REGIONAL = ("growth", "structure", "livelihood", "resources", "environment", "services", "law", "society")
DEPARTMENTAL = ("duty", "dlaw", "dservice", "dmanage")
LEVELS = {
    "liwan":     (0.85, 0.70, 0.62, 0.66, 0.45, 0.72, 0.66, 0.56),
    "foshan":    (1.55, 0.58, 0.66, 0.60, 0.48, 0.62, 0.60, 0.55),
    "zhongshan": (1.75, 0.54, 0.70, 0.52, 0.60, 0.70, 0.56, 0.64),
    "heshan":    (1.60, 0.44, 0.55, 0.46, 0.56, 0.50, 0.50, 0.55),
    "yunfu":     (1.90, 0.36, 0.46, 0.38, 0.78, 0.44, 0.46, 0.54),
    "dlr":       (0.62, 0.58, 0.52, 0.54),
    "ltb":       (0.68, 0.62, 0.70, 0.58),
}  # fmt: skip
REGIONS = ("liwan", "foshan", "zhongshan", "heshan", "yunfu")
DEPARTMENTS = ("dlr", "ltb")

# indicator: domain, floor, target, decimals as published, units.  The posts are those of framework.yaml (tested).
INDICATORS = {
    "G1":  ("growth",      4,    8.5,  1, REGIONS),
    "S1":  ("structure",   30,   45,   2, REGIONS),
    "S2":  ("structure",   0.3,  2.2,  2, REGIONS),
    "S3":  ("structure",   65,   85,   1, REGIONS),
    "XL":  ("structure",   50,   100,  1, ("liwan",)),
    "XF":  ("structure",   20,   45,   1, ("foshan", "zhongshan", "heshan")),
    "L1":  ("livelihood",  0.6,  1.0,  2, REGIONS),
    "L2":  ("livelihood",  3.2,  1.8,  2, ("foshan", "zhongshan", "heshan", "yunfu")),
    "L3":  ("livelihood",  4,    2.3,  2, REGIONS),
    "L4":  ("livelihood",  60,   100,  1, REGIONS),
    "XB":  ("livelihood",  40,   100,  1, ("liwan",)),
    "N1":  ("resources",   0,    3.6,  2, REGIONS),
    "N2":  ("resources",   1,    6,    2, REGIONS),
    "N3":  ("resources",   250,  60,   0, REGIONS),
    "E1":  ("environment", 80,   97,   1, REGIONS),
    "E2":  ("environment", 40,   90,   1, REGIONS),
    "E3":  ("environment", 40,   85,   1, REGIONS),
    "XH":  ("environment", 30,   95,   1, ("heshan", "yunfu")),
    "XY":  ("environment", 62,   68,   1, ("yunfu",)),
    "P1":  ("services",    40,   95,   1, REGIONS),
    "P2":  ("services",    1.8,  4.0,  2, REGIONS),
    "P3":  ("services",    60,   98,   1, REGIONS),
    "P4":  ("services",    55,   85,   1, REGIONS),
    "XZ":  ("services",    0.6,  0.2,  2, ("foshan", "zhongshan")),
    "W1":  ("law",         25,   5,    1, REGIONS),
    "W2":  ("law",         80,   99,   1, REGIONS),
    "W3":  ("law",         50,   90,   1, REGIONS),
    "M1":  ("society",     75,   98,   1, REGIONS),
    "M2":  ("society",     0.25, 0.08, 3, REGIONS),
    "M3":  ("society",     55,   85,   1, REGIONS),
    "M4":  ("society",     40,   80,   1, REGIONS),
    "D1":  ("duty",        95,   100,  1, ("dlr",)),
    "D2":  ("duty",        15,   3,    1, ("dlr",)),
    "D3":  ("duty",        60,   95,   1, ("ltb",)),
    "D4":  ("duty",        70,   100,  1, ("ltb",)),
    "D5":  ("duty",        80,   100,  1, DEPARTMENTS),
    "D9":  ("duty",        70,   100,  1, DEPARTMENTS),
    "D6":  ("dlaw",        60,   98,   1, DEPARTMENTS),
    "D10": ("dlaw",        80,   100,  1, DEPARTMENTS),
    "D7":  ("dservice",    60,   92,   1, DEPARTMENTS),
    "D11": ("dservice",    50,   95,   1, DEPARTMENTS),
    "D8":  ("dmanage",     50,   90,   1, DEPARTMENTS),
    "D12": ("dmanage",     70,   98,   1, DEPARTMENTS),
}  # fmt: skip
PROGRESS = ("S1", "N2", "XF")
AT_MOST_100 = ("L4", "XL", "XB", "E1", "W2", "M1", "D1", "D4", "D5", "D9", "D10", "D12", "P3", "XH")

# (unit, indicator, year): value and vintage as released; SOURCES.md says where each was published.
SOURCED = {
    ("foshan", "S1", 2011): (34.58, "preliminary"),
    ("zhongshan", "S1", 2011): (41.56, "preliminary"),
    ("yunfu", "S1", 2011): (32.65, "preliminary"),
    ("foshan", "M2", 2011): (0.106, "preliminary"),
}


def rows() -> list[tuple[str, str, int, str, str, str]]:
    """unit, indicator, period, value, vintage, flag: one row a cell, units and indicators in the order above."""
    rng = np.random.default_rng(SEED)
    steps = dict(zip(LEVELS, rng.normal(0.05, 0.02, (len(LEVELS), 2)), strict=True))
    tilts = rng.normal(0.0, 0.09, (len(LEVELS), len(INDICATORS)))
    slips = rng.normal(0.0, 0.015, (len(LEVELS), len(INDICATORS), 2))
    table = []
    for i, (unit, levels) in enumerate(LEVELS.items()):
        level = dict(zip(REGIONAL if unit in REGIONS else DEPARTMENTAL, levels, strict=True))
        for k, (code, (domain, floor, target, decimals, units)) in enumerate(INDICATORS.items()):
            if unit not in units:
                continue
            last = level[domain] + tilts[i, k]
            known = SOURCED.get((unit, code, 2011))
            if known is not None:
                last = (known[0] - floor) / (target - floor)
            pace = 3.0 if code in PROGRESS else 1.0
            back_2010, back_2009 = pace * (steps[unit] + slips[i, k])
            places = {2011: last, 2010: last - back_2010, 2009: last - back_2010 - back_2009}
            for year in YEARS:
                value, vintage = SOURCED.get((unit, code, year), (None, ""))
                flag = "synthetic" if value is None else "sourced"
                if value is None:
                    value = floor + np.clip(places[year], 0.0, 2.2) * (target - floor)
                    value = min(value, 100.0) if code in AT_MOST_100 else value
                table.append((unit, code, year, f"{value:.{decimals}f}", vintage, flag))
    return table


def write(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as page:
        writer = csv.writer(page, lineterminator="\n")
        writer.writerow(("unit", "indicator", "period", "value", "vintage", "flag"))
        writer.writerows(rows())


if __name__ == "__main__":
    write(Path(__file__).with_name("panel.csv"))
