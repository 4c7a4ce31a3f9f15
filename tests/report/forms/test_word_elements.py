from __future__ import annotations

from docx.oxml.ns import qn

from govperf_sim.report.forms.word_elements import SHOWN, element, field, numbered, placed, runs


def text(elements: list[object]) -> str:
    return "".join(t.text or "" for made in elements for t in made.iter(qn("w:t")))  # type: ignore[attr-defined]


def test_an_element_has_the_name_and_values_it_was_given() -> None:
    made = element("tcW", element("shd"), w=90, type="dxa")
    assert made.tag == qn("w:tcW")
    assert dict(made.attrib) == {qn("w:w"): "90", qn("w:type"): "dxa"}
    assert [inner.tag for inner in made] == [qn("w:shd")]


def test_lines_are_parted_and_spaces_kept() -> None:
    first, second = runs(" one \ntwo", "en")
    assert (first.find(qn("w:t")).text, second.find(qn("w:t")).text) == (" one ", "two")
    assert first.find(qn("w:t")).get(qn("xml:space")) == "preserve"
    assert first.find(qn("w:br")) is None
    assert second.find(qn("w:br")) is not None


def test_marks_of_both_scripts_are_chinese_in_chinese_only() -> None:
    (chinese,), (english,) = runs("“绩效”", "zh"), runs("“merit”", "en")
    assert chinese.rPr.find(qn("w:rFonts")).get(qn("w:hint")) == "eastAsia"
    assert english.rPr is None


def test_a_size_is_told_in_half_points() -> None:
    (run,) = runs("x", "en", 10.5)
    assert run.rPr.find(qn("w:sz")).get(qn("w:val")) == "21"


def test_a_field_says_what_it_is_and_what_to_show_meanwhile() -> None:
    made = list(field("PAGE", *runs("7", "en")))
    assert [c.get(qn("w:fldCharType")) for m in made for c in m.iter(qn("w:fldChar"))] == ["begin", "separate", "end"]
    assert [c.text.strip() for m in made for c in m.iter(qn("w:instrText"))] == ["PAGE"]
    assert text(made) == "7"


def test_the_number_of_a_figure_stands_where_the_words_have_it() -> None:
    assert text(list(numbered(f"图{SHOWN}　题目", "Figure", 3, "zh"))) == "图3　题目"


def test_a_place_has_a_beginning_and_an_end() -> None:
    first, _, last = placed("_Toc1", 1, *runs("x", "en"))
    assert first.get(qn("w:name")) == "_Toc1"
    assert first.get(qn("w:id")) == last.get(qn("w:id")) == "1"
