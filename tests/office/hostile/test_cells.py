"""Cells that no honest hand has filled in, or one in haste: each is named with what to do, or read and said to have been."""

import pytest
from packed import every_third

NUMBER, TEXT = "数据!F4", "单位!B4"
LONG = "东" * 40_000

REFUSED = {
    "a text for a number": (lambda b: b.typed(NUMBER, "约八"), "数据!F4: this is not a definite number"),
    "a decimal comma": (lambda b: b.typed(NUMBER, "7,9"), "数据!F4: this is not a number: “7,9”"),
    "a formula that was never calculated": (
        lambda b: b.cell(NUMBER, '<c r="F4"><f>1+1</f></c>'), "数据!F4: the formula has no result: =1+1"),
    "an array formula without a result": (
        lambda b: b.cell(NUMBER, '<c r="F4"><f t="array" ref="F4:F5">A1:A2*2</f></c>'),
        "数据!F4: the formula has no result: =A1:A2*2"),
    "a data table without a result": (
        lambda b: b.cell(NUMBER, '<c r="F4"><f t="dataTable" ref="F4:F5" dt2D="1" r1="A1" r2="A2"/></c>'),
        "数据!F4: the formula has no result"),
    "a shared formula whose first is not there": (
        lambda b: b.cell(NUMBER, '<c r="F4"><f t="shared" si="7"/></c>'), "数据!F4: the formula has no result"),
    "an error": (lambda b: b.cell(NUMBER, '<c r="F4" t="e"><v>#DIV/0!</v></c>'), "数据!F4: the formula failed: #DIV/0!"),
    "an error for a name": (lambda b: b.cell("指标!A4", '<c r="A4" t="e"><v>#REF!</v></c>'), "指标!A4: the formula failed"),
    "an error in a head": (lambda b: b.cell("指标!A3", '<c r="A3" t="e"><v>#REF!</v></c>'), "指标: "),
    "a formula in a head": (lambda b: b.cell("单位!D3", '<c r="D3"><f>X1</f></c>'), "单位: "),
    "a formula for a code": (lambda b: b.cell("单位!A4", '<c r="A4"><f>X1</f></c>'), "单位!A4: the formula has no result"),
    "a formula beside no code": (
        lambda b: b.cell("单位!A4", '<c r="A4"/>').cell("单位!B4", '<c r="B4"><f>X1</f></c>'), "单位!A4: row 4"),
    "a formula for an item of the notes": (lambda b: b.cell("说明!A17", '<c r="A17"><f>X1</f></c>'), "说明: "),
    "not a number": (lambda b: b.held(NUMBER, "NaN"), "数据!F4: "),
    "infinity": (lambda b: b.held(NUMBER, "1e999"), "数据!F4: "),
    "1e400 as a text": (lambda b: b.typed(NUMBER, "1" + "0" * 400), "数据!F4: this is not a number"),
    "a number of 5,000 digits": (lambda b: b.held(NUMBER, "9" * 5000), "数据!F4: "),
    "a fraction of 5,000 digits": (lambda b: b.typed(NUMBER, "9" * 5000 + "/7"), "数据!F4: this is not"),
    "a fraction too large for a number": (lambda b: b.typed(NUMBER, "9" * 400 + "/7"), "数据!F4: this is not"),
    "a share of 400 digits": (lambda b: b.typed("规则!D5", "9" * 400 + "%"), "规则!D5: this is not a number"),
    "a quantity of 400 digits": (lambda b: b.typed(NUMBER, "9" * 400 + "%"), "数据!F4: this is not a number"),
    "no number where a number is said to be": (lambda b: b.held(NUMBER, "abc"), "数据!F4: "),
    "a date that is none": (lambda b: b.cell(NUMBER, '<c r="F4" t="d"><v>2024-13-45</v></c>'), "数据!F4: "),
    "a date outside all calendars": (
        lambda b: b.swap("xl/styles.xml", r'(<cellXfs.*?<xf [^>]*?)numFmtId="0"', r'\g<1>numFmtId="14"', 1).held(
            NUMBER, "99999999999", ' s="0"'), "数据!F4: "),
    "a string that is not in the table": (lambda b: b.cell(NUMBER, '<c r="F4" t="s"><v>7</v></c>'), "数据!F4: "),
    "a string before the table": (lambda b: b.cell(NUMBER, '<c r="F4" t="s"><v>-1</v></c>'), "数据!F4: "),
    "a truth that is none": (lambda b: b.cell(NUMBER, '<c r="F4" t="b"><v>maybe</v></c>'), "数据!F4: "),
    "a style that is not there": (lambda b: b.held(NUMBER, "7.9", ' s="9999"'), "数据!F4: "),
    "a style that is no number": (lambda b: b.held(NUMBER, "7.9", ' s="x"'), "数据!F4: "),
    "a kind of cell that is none": (lambda b: b.cell(NUMBER, '<c r="F4" t="zz"><v>7.9</v></c>'), "数据!F4: "),
    "a logical value for a number": (
        lambda b: b.cell(NUMBER, '<c r="F4" t="b"><v>1</v></c>'), "数据!F4: this is a logical value"),
    "a day for a number": (
        lambda b: b.cell(NUMBER, '<c r="F4" t="d"><v>2024-01-03</v></c>'), "数据!F4: this has become a date"),
    "hours for a name": (lambda b: b.swap("xl/styles.xml", r'(<cellXfs.*?<xf [^>]*?)numFmtId="0"', r'\g<1>numFmtId="46"', 1).held(
        TEXT, "1.25", ' s="0"'), "单位!B4: this has become a date"),
    "a text longer than a cell holds": (lambda b: b.typed(TEXT, LONG), "单位!B4: "),
    "spaces without end": (lambda b: b.typed("规则!E4", "a" + " " * 32_000 + "b"), "规则!E4: "),
    "a code twice": (lambda b: b.typed("指标!A5", "output"), "指标!A5: "),
    "a code in capitals": (lambda b: b.typed("单位!A5", "East Ford"), "单位!A5: "),
    "a code that leads out of the folder": (lambda b: b.typed("单位!A5", "../../etc"), "单位!A5: "),
    "a file that leads out of the folder": (lambda b: b.typed("说明!B27", "../../etc/passwd"), "说明!B27: "),
    "105 per cent in all": (lambda b: b.held("权重!D5", "0.35"), "权重!D5: "),
    "a share below nothing": (lambda b: b.held("权重!D5", "-0.2"), "权重!D5: "),
    "a share of negative zero and too little left": (lambda b: b.held("权重!D5", "-0"), "权重!D6: "),
    "points where a share over one is no percentage": (lambda b: b.held("权重!D5", "250"), "权重!D5: "),
    "an unknown unit": (lambda b: b.typed("数据!A4", "west_ford"), "数据!A4: "),
    "a year of two digits": (lambda b: b.held("数据!C4", "24"), "数据!C4: "),
    "the same unit and year twice": (lambda b: b.held("数据!C5", "2023"), "数据!F5: "),
    "another unit of measure": (lambda b: b.typed(NUMBER, "8天"), "数据!F4: "),
    "an em dash for a needed value": (lambda b: b.typed("数据!F5", "——"), "数据!F5: "),
}  # fmt: skip


@pytest.mark.parametrize("case", every_third(REFUSED))
def test_what_cannot_be_meant_is_named_at_its_cell(book, refused, case):
    spoil, said = REFUSED[case]
    told = refused(spoil(book))
    assert f"b.xlsx {said}" in told, told
    assert len(told) < 20_000, "a message can be read"


READ = {
    "full-width digits": (lambda b: b.typed(NUMBER, "７．９"), ""),
    "a thousands separator": (lambda b: b.typed("数据!I4", "38.0"), ""),
    "a percent sign": (lambda b: b.typed(NUMBER, "7.9％"), ""),
    "a formula with its result": (lambda b: b.cell(NUMBER, '<c r="F4"><f>7+0.9</f><v>7.9</v></c>'), ""),
    "a text in pieces": (lambda b: b.cell(TEXT, (
        '<c r="B4" t="inlineStr"><is><r><rPr><b/></rPr><t>东</t></r><r><t>渡镇</t></r>'
        '<rPh sb="0" eb="1"><t>ひがし</t></rPh></is></c>')), ""),
    "an emoji, and a character beyond the first plane": (lambda b: b.typed(TEXT, "东渡镇😀𠮷"), ""),
    "a formula that is only a text": (lambda b: b.typed(TEXT, "=HYPERLINK(\"http://x\",\"y\")"), ""),
    "a command that is only a text": (lambda b: b.typed(TEXT, "+cmd|' /C calc'!A0"), ""),
    "line ends of every kind in a text": (lambda b: b.typed(TEXT, "a\nb\u2028c\u0085d"), ""),
    "quotes, commas and line ends in a flag": (lambda b: b.typed("数据!E4", 'x,"y"\nz\u2028w'), ""),
    "negative zero": (lambda b: b.held(NUMBER, "-0.0"), ""),
    "a year as a date": (lambda b: b.cell("数据!C4", '<c r="C4" t="d"><v>2023-12-31</v></c>'), "数据!C4: the date 2023-12-31 was read as the year 2023"),
    "a year with its word": (lambda b: b.typed("数据!C4", "２０２３年"), ""),
    "money in another multiple": (lambda b: b.typed("数据!G4", "36,000元"), "数据!G4: "),
    "a name for a code": (lambda b: b.typed("数据!A4", "东渡镇"), "数据!A4: "),
    "a share in points": (lambda b: b.typed("规则!D5", "25分"), "规则!D5: "),
}  # fmt: skip


@pytest.mark.parametrize("case", every_third(READ))
def test_what_can_mean_one_thing_is_read_and_a_guess_is_said(book, read, case):
    spoil, said = READ[case]
    told, folder = read(spoil(book))
    assert said in told, told
    assert (folder / "framework.yaml").is_file()
