"""Whatever is typed into whichever cells, a workbook is read or refused by name."""

import re
from html import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packed import Packed

from govperf_sim.errors import ScenarioError
from govperf_sim.office.workbook.filled import read_workbook
from govperf_sim.office.workbook.imported import make_scenario

SHEETS = ("说明", "指标", "单位", "规则", "权重", "数据", "组别", "条款")
TYPED = st.one_of(
    st.sampled_from(["", "-", "合计", "=1+1", "#REF!", "1/0", "9" * 400, "½", "1e400", "去年", "a=b=c", ";;", "=", "%", "东渡镇", "output"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=12),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
)  # fmt: skip
EDITS = st.lists(st.tuples(st.sampled_from(SHEETS), st.integers(0, 400), TYPED), min_size=1, max_size=6)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_random_edits_are_read_or_refused_by_name(tmp_path_factory, workbook_bytes, towns, edits):
    book = Packed(workbook_bytes)
    for sheet, n, text in edits:
        places = re.findall(r'<c r="(\w+)"', book.text(book.part(sheet)))
        place = f"{sheet}!{places[n % len(places)]}"
        book.held(place, text) if text.lstrip("-")[:1].isdigit() and escape(text) == text else book.typed(place, text)
    folder = tmp_path_factory.mktemp("edited")
    path = book.save(folder / "b.xlsx")
    refused = None
    try:
        make_scenario(read_workbook(path), path, folder / "made", towns)
    except ScenarioError as raised:
        refused = raised
    assert (folder / "made").exists() == (refused is None)
    for fault in refused.faults if refused else ():
        assert fault.file
        assert fault.text("zh")
        assert fault.text("en")
