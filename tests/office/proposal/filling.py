"""A form opened to be filled in: rows by address, columns by group, as people see them."""

from openpyxl import load_workbook


class Form:
    """A form opened to be filled in."""

    def __init__(self, path):
        self.book = load_workbook(path)

    def head(self, sheet):
        rows = self.book[sheet].iter_rows(max_row=20)
        return next(r[0].row for r in rows if {"指标编码", "地址", "项目"} & {str(c.value).split("\n")[0] for c in r})

    def column(self, sheet, word):
        heads = self.book[sheet][self.head(sheet)]
        return next(c.column for c in heads if str(c.value).split("\n")[0] == word)

    def row(self, address):
        """The sheet and the row of a number."""
        for sheet in ("规则", "目标", "察访"):
            at = self.column(sheet, "地址") if sheet in self.book else 0
            rows = [
                r
                for r in range(1, self.book[sheet].max_row + 1)
                if at and self.book[sheet].cell(r, at).value == address
            ]
            if rows:
                return self.book[sheet], rows[0]
        raise LookupError(address)

    def cell(self, address, word):
        sheet, row = self.row(address)
        return sheet.cell(row, self.column(sheet.title, word))

    def propose(self, address, value, because="征求意见稿"):
        """Fill in a row; an address that has none gets one at the foot of the rules."""
        try:
            sheet, row = self.row(address)
        except LookupError:
            sheet = self.book["规则"]
            row = sheet.max_row + 1
            sheet.cell(row, self.column("规则", "地址")).value = address
        sheet.cell(row, self.column(sheet.title, "拟议")).value = value
        sheet.cell(row, self.column(sheet.title, "理由")).value = because
        return f"{sheet.title}!{sheet.cell(row, self.column(sheet.title, '拟议')).coordinate}"

    def weight(self, group, indicator, word=None):
        """The cell of a weight; ``word`` 现行 for the one in force."""
        sheet = self.book["权重"]
        at = self.column("权重", group if word is None else f"{word} {group}")
        row = next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 1).value == indicator)
        return sheet.cell(row, at)

    def note(self, item, value):
        sheet = self.book["说明"]
        row = next(r for r in range(1, sheet.max_row + 1) if str(sheet.cell(r, 1).value).startswith(item))
        sheet.cell(row, 2).value = value
