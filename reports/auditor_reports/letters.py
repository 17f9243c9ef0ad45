"""Writes the templates of the letters: `python -m auditor_reports.letters [FOLDER]`. Edit a copy of one in Word."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from auditor_reports.voice import Voice
from auditor_reports.words import _

HOME = Path(__file__).parent / "letters"
LANGUAGES = ("zh", "en")
MADE = datetime(2026, 1, 1)
SONG, HEI = "宋体", "黑体"

Cells = Sequence[tuple[str, str, float]]  # head, what stands below, width in cm


class _Letter:
    """One document under way."""

    def __init__(self, voice: Voice, *, landscape: bool) -> None:
        self.voice = voice
        self.document: Any = Document()
        self.document.core_properties.created = self.document.core_properties.modified = MADE
        self.document.core_properties.author = "govsite-auditor"
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = "Times New Roman", Pt(11)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), SONG)
        page = self.document.sections[0]
        page.page_width, page.page_height = (Cm(29.7), Cm(21.0)) if landscape else (Cm(21.0), Cm(29.7))
        page.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        page.left_margin = page.right_margin = Cm(2.2)
        page.top_margin = page.bottom_margin = Cm(2.2)

    def title(self, text: str) -> None:
        line = self.document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._run(line, text, size=20, bold=True, colour=RGBColor(0xA3, 0x20, 0x1B))

    def heading(self, text: str) -> None:
        line = self.document.add_paragraph()
        line.paragraph_format.space_before = Pt(10)
        line.paragraph_format.keep_with_next = True
        self._run(line, text, size=13, bold=True)

    def line(self, text: str, *, small: bool = False, right: bool = False) -> None:
        line = self.document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else None
        self._run(line, text, size=9 if small else 11)

    def tag(self, text: str) -> None:
        """A line that docxtpl takes out: `{%p … %}`."""
        self.document.add_paragraph(text)

    def table(self, loop: str, cells: Cells) -> None:
        """A table whose one row is repeated; the head is repeated on each page."""
        table = self.document.add_table(rows=4, cols=len(cells))
        table.style, table.autofit = "Table Grid", False
        for at, (head, below, width) in enumerate(cells):
            table.columns[at].width = Cm(width)  # the grid, which LibreOffice and WPS go by
            for row in table.rows:
                row.cells[at].width = Cm(width)
            self._run(table.rows[0].cells[at].paragraphs[0], head, size=10, bold=True)
            self._run(table.rows[2].cells[at].paragraphs[0], below, size=10)
        first = table.rows[0]._tr.get_or_add_trPr()
        first.append(first.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
        keep = table.rows[2]._tr.get_or_add_trPr()
        keep.append(keep.makeelement(qn("w:cantSplit"), {qn("w:val"): "true"}))
        table.rows[1].cells[0].text = "{%tr for " + loop + " %}"
        table.rows[3].cells[0].text = "{%tr endfor %}"

    @staticmethod
    def _run(line: Any, text: str, *, size: int, bold: bool = False, colour: RGBColor | None = None) -> None:
        run = line.add_run(text)
        run.bold, run.font.size = bold, Pt(size)
        if bold:
            run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), HEI)
        if colour is not None:
            run.font.color.rgb = colour


def notice(voice: Voice) -> Any:
    letter = _Letter(voice, landscape=True)
    letter.tag("{%p for unit in units %}")
    letter.title(voice(_("网站问题整改通知书")))
    letter.line("{{ unit.name }}{% if unit.person %} ({{ unit.person }}){% endif %}" + voice(_("：")))
    letter.line(
        voice(_("检查时间 ")) + "{{ when }}" + voice(_("，网站 ")) + "{{ site }} ({{ home }})"
        + voice(_("，依据 ")) + "{{ profile }}" + voice(_("。由你单位负责的部分有下列问题，共 ")) + "{{ unit.count }}"
        + voice(_(" 处，请逐项整改并反馈。"))
        + "{% if unit.due %}" + voice(_("最早的期限：")) + "{{ unit.due }}" + voice(_("。")) + "{% endif %}"
    )  # fmt: skip
    letter.table(
        "row in unit.problems",
        (
            (voice(_("序号")), "{{ row.n }}", 1.2),
            (voice(_("栏目")), "{{ row.column }}", 2.8),
            (voice(_("问题")), "{{ row.problem }}", 5.6),
            (
                voice(_("所在页面")),
                "{% for page in row.pages %}{{ page }}{% if not loop.last %}; {% endif %}{% endfor %} {{ row.more }}",
                5.4,
            ),
            (voice(_("依据条款")), "{{ row.basis }}", 3.2),
            (voice(_("整改建议")), "{{ row.mend }}", 4.4),
            (voice(_("期限")), "{{ row.due }}", 2.2),
        ),
    )
    letter.line(voice(_("“待确认”的问题由程序找到线索，请先由人核实。")), small=True)
    letter.line(voice(_("签发：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿")), right=True)
    letter.line(voice(_("检查编号")) + " {{ run }}", small=True)
    letter.tag("{%p if not loop.last %}")
    letter.document.add_page_break()
    letter.tag("{%p endif %}")
    letter.tag("{%p endfor %}")
    letter.tag("{%p if not units %}")
    letter.title(voice(_("网站问题整改通知书")))
    letter.line(voice(_("没有要整改的问题。")))
    letter.tag("{%p endif %}")
    return letter.document


def self_check(voice: Voice) -> Any:
    letter = _Letter(voice, landscape=False)
    letter.title("{{ site }}" + voice(_("合规自查报告")))
    letter.line("{{ home }} · {{ when }} · {{ profile }}", small=True)
    letter.heading(voice(_("一、结论")))
    letter.line("{{ verdict }}")
    letter.line(voice(_("得分")) + " {{ score }} {{ of }}")
    letter.tag("{%p for line in why %}")
    letter.line("{{ line }}")
    letter.tag("{%p endfor %}")
    letter.table(
        "row in families",
        (
            (voice(_("类别")), "{{ row.name }}", 6),
            (voice(_("得分")), "{{ row.points }}", 4),
            (voice(_("满分")), "{{ row.of }}", 3),
            (voice(_("不符合")), "{{ row.unmet }}", 3),
        ),
    )
    letter.heading(voice(_("二、先改这几项")))
    letter.table(
        "row in steps",
        (
            ("", "{{ row.n }}", 1),
            (voice(_("整改")), "{{ row.what }}", 7.5),
            (voice(_("处数")), "{{ row.places }}", 2),
            (voice(_("依据")), "{{ row.basis }}", 4),
            (voice(_("挽回")), "{{ row.gain }}", 2),
        ),
    )
    letter.heading(voice(_("三、问题清单")))
    letter.table(
        "row in problems",
        (
            ("", "{{ row.n }}", 1),
            (voice(_("栏目")), "{{ row.column }}", 2.5),
            (voice(_("问题")), "{{ row.problem }}", 6),
            (voice(_("依据条款")), "{{ row.basis }}", 3),
            (voice(_("整改建议")), "{{ row.mend }}", 4),
        ),
    )
    letter.heading(voice(_("四、这次没有查到的")))
    letter.tag("{%p for line in unseen %}")
    letter.line("{{ line }}")
    letter.tag("{%p endfor %}")
    letter.heading(voice(_("五、条款")))
    letter.table(
        "row in clauses",
        (
            (voice(_("文件")), "{{ row.document }}", 3.5),
            (voice(_("条款")), "{{ row.number }}", 2),
            (voice(_("结论")), "{{ row.outcome }}", 2),
            (voice(_("要求")), "{{ row.duty }}", 7),
            (voice(_("扣分")), "{{ row.points }}", 2),
        ),
    )
    letter.line(voice(_("本评分为辅助自查，不等同于国家或地方的官方考核结果。")), small=True)
    letter.line(voice(_("检查编号")) + " {{ run }}", small=True)
    return letter.document


LETTERS = {"notice": notice, "self-check": self_check}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, drawn in LETTERS.items():
        for lang in LANGUAGES:
            drawn(Voice(lang)).save(str(folder / f"{name}.{lang}.docx"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HOME)
