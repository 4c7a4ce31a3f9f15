from __future__ import annotations

from xml.etree import ElementTree
from xml.sax.saxutils import escape

from hypothesis import given
from hypothesis import strategies as st

from govperf_sim.report.forms.characters import among, in_xml


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_can_be_read_back_from_xml_and_what_xml_can_hold_is_left_as_it_is(text: str) -> None:
    told = in_xml(text)
    read = ElementTree.fromstring(f"<t>{escape(told)}</t>".encode()).text or ""
    assert read == told.replace("\r\n", "\n").replace("\r", "\n")
    if all(c.isprintable() for c in text):
        assert told == text


def test_a_character_that_is_not_known_is_told_by_its_number() -> None:
    assert among("绩😀", {"绩"}) == "绩[U+1F600]"
