"""Several files as one document."""


def test_a_key_in_the_wrong_file_is_sent_home(draft):
    draft.write("cycle.yaml", draft.read("cycle.yaml") + "rules: {}\n")
    assert draft.only_fault.text("en").startswith("cycle.yaml:39:1: “rules” belongs in rules.yaml")


def test_a_missing_file_and_a_stray_one_are_named(draft):
    (draft.folder / "units.yaml").rename(draft.folder / "unit.yaml")
    assert [(f.file, f.message.key) for f in draft.faults] == [
        ("units.yaml", "scenario.no_file"), ("unit.yaml", "scenario.stray_file")]  # fmt: skip


def test_what_an_unreadable_file_would_say_is_not_reported_as_missing(draft):
    draft.edit("units.yaml", "en: plain towns}", "en: plain towns")
    assert draft.only_fault.file == "units.yaml"
