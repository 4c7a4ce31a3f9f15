from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from govperf_sim.report.forms.html import as_html
from govperf_sim.report.labels import Labels
from govperf_sim.report.of_run import report_of_run
from govperf_sim.words import LANGUAGES, Language

if TYPE_CHECKING:
    from report.conftest import Drawn, Run

    from govperf_sim.report.report import Report


class Reader(HTMLParser):
    """What a browser would look at."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.rows: list[list[int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "table":
            self.rows.append([])
        elif tag == "tr":
            self.rows[-1].append(0)
        elif tag in ("td", "th"):
            self.rows[-1][-1] += 1

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def report(run: Run, drawn: Drawn, labels: Labels | None = None) -> str:
    return as_html(report_of_run(run.scenario, run.weights, run.played, drawn.pictures, labels or drawn.labels))


@pytest.fixture(scope="module")
def pages(run: Run, drawn: dict[Language, Drawn]) -> dict[Language, str]:
    return {language: report(run, drawn[language]) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_asks_nothing_of_any_network(pages: dict[Language, str], language: Language) -> None:
    reader = read(pages[language])
    fetched = [a.get(name) or "" for _, a in reader.tags for name in ("src", "href", "srcset", "data")]
    assert all(address.startswith(("data:", "#")) for address in fetched if address)
    assert all(address.startswith("data:") for address in re.findall(r"url\((.*?)\)", pages[language]))
    assert {"script", "link", "iframe"}.isdisjoint(tag for tag, _ in reader.tags)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_has_a_description_and_every_table_its_cells(
    pages: dict[Language, str], language: Language
) -> None:
    reader = read(pages[language])
    images = [a for tag, a in reader.tags if tag == "img"]
    assert len(images) == 11
    assert all(len(a.get("alt") or "") > 20 for a in images)
    assert len(reader.rows) > 10
    assert all(len(set(table)) == 1 for table in reader.rows)


@pytest.mark.parametrize(
    ("language", "word", "summary"), [("zh", "合成数据", "摘要"), ("en", "synthetic data", "Summary")]
)
def test_the_page_says_first_that_its_data_are_synthetic(
    pages: dict[Language, str], language: Language, word: str, summary: str
) -> None:
    heads = [part.strip() for part in read(pages[language].partition("<body>")[2]).text]
    said = next(n for n, part in enumerate(heads) if word in part)
    assert said < heads.index(summary)


@pytest.mark.parametrize("language", LANGUAGES)
def test_contents_lead_to_sections(pages: dict[Language, str], language: Language) -> None:
    reader = read(pages[language])
    ids = {a["id"] for _, a in reader.tags if "id" in a}
    links = {(a.get("href") or "")[1:] for tag, a in reader.tags if tag == "a"}
    assert links <= ids
    assert links == {
        *("framework", "weights", "reasons", "scores", "robustness", "diagnostics", "screening"),
        *("simulation", "variants", "calendar", "data", "method", "again", "terms"),
    }


def test_the_page_names_what_is_needed_to_do_it_again(run: Run, pages: dict[Language, str]) -> None:
    for html in pages.values():
        text = "".join(read(html).text)
        assert run.scenario.digest in text
        assert "PuLP" in text
        assert "rules.yaml:" in text


def test_every_rule_and_every_binding_clause_is_in_the_page(run: Run, pages: dict[Language, str]) -> None:
    text = "".join(read(pages["zh"]).text)
    for rule in run.weights.weighting.rules:
        assert rule.id in text
        assert rule.source is not None
        assert (rule.source.clause or "") in text


def test_what_a_scenario_says_cannot_become_markup(run: Run, drawn: dict[Language, Drawn]) -> None:
    labels = drawn["en"].labels
    hostile = dataclasses.replace(labels, units=dict.fromkeys(labels.units, "<script>alert(1)</script>"))
    html = report(run, drawn["en"], hostile)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_the_page_is_the_same_twice(run: Run, drawn: dict[Language, Drawn], pages: dict[Language, str]) -> None:
    assert report(run, drawn["zh"]) == pages["zh"]


def test_the_tree_of_weights_opens_and_has_every_indicator(run: Run, pages: dict[Language, str]) -> None:
    for html in pages.values():
        opened = "".join(html.split("<details")[1:])
        assert all(f"<code>{k}</code>" in opened for k in run.scenario.framework.indicators)


def test_a_lead_is_never_called_a_verdict(pages: dict[Language, str]) -> None:
    assert "不是结论" in pages["zh"]
    assert "not a verdict" in pages["en"]


def test_a_run_without_simulation_has_no_section_of_it(run: Run, drawn: dict[Language, Drawn]) -> None:
    html = as_html(report_of_run(run.scenario, run.weights, None, drawn["zh"].pictures, drawn["zh"].labels))
    assert 'id="simulation"' not in html
    assert 'id="weights"' in html


def test_characters_that_no_page_can_hold_are_told_by_their_numbers(odd: Report) -> None:
    html = as_html(odd)
    assert html.encode("utf-8").decode("utf-8") == html
    assert "half [U+D800]" in html
    assert "bell [U+0007]" in html
