"""Both languages use the standard terms of the field."""

import tomllib
from pathlib import Path

from govperf_sim import words
from govperf_sim.words.terms import terms, terms_in

COMMON = 2
"""Characters of terms such as 指标 and 权重, which English often leaves to the context."""
PAGES = sorted(Path(words.__file__).parent.glob("*.toml"))
SENTENCES = {f"{p.stem}.{k}": v for p in PAGES for k, v in tomllib.loads(p.read_text("utf-8")).items()}


def plain(said):
    """A sentence, or the heads of a table broken into lines, as running text."""
    return said.lower().replace("-\n", "-").replace("\n", " ").replace("|", " ")


def test_a_term_of_the_glossary_is_called_by_its_standard_word_in_english_too():
    otherwise = [
        (key, term.name.zh, both["en"])
        for key, both in SENTENCES.items()
        for term in terms_in(both["zh"].replace("\n", ""), "zh")
        if len(term.name.zh) > COMMON and not any(form.lower() in plain(both["en"]) for form in term.forms("en"))
    ]
    assert not otherwise


def test_every_term_is_there_once_and_in_both_languages():
    names = [t.name.zh for t in terms()]
    assert len(names) == len(set(names)) == 84
    assert all(t.name.en and bool(t.note.zh) == bool(t.note.en) for t in terms())


def test_a_term_inside_a_longer_one_is_not_counted_for_it():
    assert [t.name.zh for t in terms_in("考评指标体系", "zh")] == ["考评指标体系"]
    assert [t.name.zh for t in terms_in("考评指标体系和指标", "zh")] == ["考评指标体系", "指标"]
    assert terms_in("nothing here", "zh") == ()
