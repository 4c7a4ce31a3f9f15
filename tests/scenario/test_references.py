"""Codes and clauses that are named, defined, cited."""


def test_a_clause_left_out_and_cited_is_a_contradiction(draft):
    draft.edit("framework.yaml", "B-2: {text: {zh: 定期察访核验, en: verification visits}}",
               "B-2: {text: {zh: 定期察访核验, en: verification visits}, left_out: {zh: 不用, en: unused}}")  # fmt: skip
    assert draft.only_fault.message.key == "scenario.clause_cited"
    assert "cycle.yaml:" in draft.only_fault.text("zh")


def test_a_citation_without_a_document_is_named(draft):
    text = draft.read("framework.yaml")
    draft.write("framework.yaml", text[: text.index("document:\n")] + text[text.index("# 考评体系：") :])
    assert {f.message.key for f in draft.faults} == {"scenario.clause_of_nothing"}


def test_what_cases_are_about_is_named_on_its_line(draft):
    cases = (
        "{task: servics, deadline: 5, arrivals: 8, staff: 9, rate: 1, source: {status: assumption, cite: made up here}}"
    )
    line = draft.edit("cycle.yaml", "  visits:\n", f"  services: {cases}\n\n  visits:\n")
    fault = draft.only_fault
    assert (fault.message.key, fault.file, fault.line) == ("scenario.undefined", "cycle.yaml", line)
    assert "services" in fault.text("en")


LOADINGS = "  loadings: {{shows: {rows}, source: {{status: assumption, cite: made up for this test}}}}\n\n  visits:\n"


def test_what_indicators_show_is_named_on_its_line(draft):
    line = draft.edit("cycle.yaml", "  visits:\n", LOADINGS.format(rows="{outputt: {growth: 1}, air: {growh: -0.2}}"))
    assert [(f.message.key, f.line) for f in draft.faults] == [("scenario.undefined", line)] * 2
    assert "output" in draft.faults[0].text("en")


def test_costs_of_lies_about_unknown_indicators_are_named_on_their_line(draft):
    line = draft.edit(
        "cycle.yaml", "fabrication_cost: 0.2,\n", "fabrication_cost: 0.2, fabrication_costs: {airr: 0.1},\n"
    )
    assert (draft.only_fault.message.key, draft.only_fault.line) == ("scenario.undefined", line)
