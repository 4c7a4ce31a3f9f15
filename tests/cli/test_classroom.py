"""``govperf classroom page``."""

import json
from pathlib import Path

from small_class import small_class


def test_a_page_is_written_and_its_claims_are_told(govperf):
    small_class(Path("towns"))
    ran = govperf("classroom", "page", "towns", "--json", "made.json")
    assert ran.exit_code == 0, ran.output
    assert "results/classroom/towns.html" in ran.output.replace("\\", "/")
    assert "All 1 claims" in ran.output
    told = json.loads(Path("made.json").read_text("utf-8"))
    page = Path(told["page"])
    assert page.stat().st_size == told["bytes"]
    assert '<html lang="zh-CN">' in page.read_text("utf-8")  # the scenario's own language
    (claim,) = told["claims"]
    assert claim["low"] > 0
    ran = govperf("classroom", "page", "towns", "--lang", "en")
    assert "4 of 4" in ran.output or "were there already" in ran.output
    assert '<html lang="en">' in page.read_text("utf-8")


def test_bad_input_is_named_and_nothing_is_written(govperf):
    small_class(Path("towns"), answer=3)
    ran = govperf("classroom", "page", "towns")
    assert ran.exit_code == 2
    assert "lesson.yaml:" in ran.output
    assert not Path("results").exists()
    for arguments, named in ((("no_such",), "no_such"), (("six_towns",), "classroom"), (("towns", "--out", "."), "")):
        ran = govperf("classroom", "page", *arguments)
        assert (ran.exit_code, named in ran.output) == (2, True), ran.output
