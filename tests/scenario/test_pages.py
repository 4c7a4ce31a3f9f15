"""Files as people save them."""

import pytest

from govperf_sim.errors import Fault
from govperf_sim.scenario.pages import read_page


@pytest.mark.parametrize("content", ["a: 1\nb: 2\n", "\ufeffa: 1\nb: 2", "a: 1\r\nb: 2\r\n"])
def test_a_byte_order_mark_and_windows_line_ends_do_not_matter(tmp_path, content):
    (tmp_path / "x.yaml").write_bytes(content.encode())
    assert read_page(tmp_path, "x.yaml").lines == ("a: 1", "b: 2")


@pytest.mark.parametrize(
    ("content", "key", "found"),
    [("名: 1".encode("gb18030"), "scenario.not_utf8", "GB18030"), ("a: 1".encode("utf-16"), "scenario.not_utf8", "UTF-16"),
     (b"a: \xff\xff\xff", "scenario.no_known_encoding", None), (b" \n", "scenario.empty_file", None)],
)  # fmt: skip
def test_another_encoding_is_named_with_advice(tmp_path, content, key, found):
    (tmp_path / "x.yaml").write_bytes(content)
    fault = read_page(tmp_path, "x.yaml")
    assert isinstance(fault, Fault)
    assert (fault.message.key, fault.message.values.get("found")) == (key, found)


def test_a_table_may_be_gb18030_and_says_so(tmp_path):
    (tmp_path / "x.csv").write_bytes("名".encode("gb18030"))
    page = read_page(tmp_path, "x.csv")
    assert (page.lines, page.encoding) == (("名",), "gb18030")


def test_the_caret_stands_under_the_fault_after_chinese_characters(tmp_path):
    (tmp_path / "x.yaml").write_text("name: {zh: 名称, em: x}\n", "utf-8")
    said = read_page(tmp_path, "x.yaml").fault(1, 16, "scenario.unknown_key", key="em").text("en").split("\n")
    # 15 characters before the caret, two of them twice as wide
    assert said[2].index("^") - said[1].index("name") == 17
