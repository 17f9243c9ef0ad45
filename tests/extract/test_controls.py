"""Buttons and entries of drop-down lists: which address they open, as far as the markup tells; no form is looked at."""

import pytest

from auditor.model.page import Element
from tests.extract.pages import page

SITE = "http://www.example.gov.cn"


@pytest.mark.parametrize(
    ("markup", "label", "target", "element"),
    [
        ("<button onclick=\"location.href='/x/'\">政府<br>信息公开</button>", "政府信息公开", "/x/", Element.BUTTON),
        ("<button onclick=\"window.open('/x/')\"><img src=a.png alt=公开></button>", "公开", "/x/", Element.BUTTON),
        ("<input type=button value=信息公开 onclick=\"location='/x/'\">", "信息公开", "/x/", Element.BUTTON),
        ("<input type=image src=a.png alt=信息公开 onclick=\"open('/x/')\">", "信息公开", "/x/", Element.BUTTON),
        ("<input type=image src=a.png onclick=\"open('/x/')\">", "", "/x/", Element.BUTTON),
        ("<button onclick=go()>信息公开</button>", "信息公开", "", Element.BUTTON),
        ("<button>信息公开</button>", "信息公开", "", Element.BUTTON),  # bound by a script elsewhere
        ("<span onclick=go(1)>信息公开</span>", "信息公开", "", Element.BUTTON),
        ("<select onchange='go(this)'><option value=7>信息公开</option></select>", "信息公开", "", Element.OPTION),
        ("<select><option value=/x/>信息公开</option></select>", "信息公开", "/x/", Element.OPTION),
        ("<select><option value=x.html>信息公开</option></select>", "信息公开", "/zwgk/list/x.html", Element.OPTION),
        ("<select><optgroup><option value=7>├ 信息公开</option></optgroup></select>", "├信息公开", "", Element.OPTION),
    ],
)
def test_a_control_is_called_what_a_reader_calls_it(markup: str, label: str, target: str, element: Element) -> None:
    found = page(markup)
    (control,) = found.controls
    assert (control.label, control.target, control.element) == (label, target and SITE + target, element)
    assert not [link for link in found.links if link.element is not Element.IMG]


@pytest.mark.parametrize(
    "markup",
    [
        "<form action=/s/><button type=submit onclick=\"location.href='/x/'\">信息公开</button></form>",
        "<form action=/s/><button onclick=\"location.href='/x/'\">信息公开</button></form>",
        "<form action=/s/><input type=submit value=信息公开></form>",
        "<form action=/s/><input type=image alt=信息公开 src=a.png></form>",
        "<form action=/s/><select onchange=this.form.submit()><option value=/x/>信息公开</option></select></form>",
    ],
)
def test_what_sends_a_form_has_no_address(markup: str) -> None:
    (control,) = page(markup).controls
    assert (control.label, control.target) == ("信息公开", "")


@pytest.mark.parametrize(
    "markup",
    [
        "<form action=/s/><select name=range><option value=/x/>信息公开</option></select></form>",  # where to search
        "<form action=/s/><select name=range><option value=3>信息公开</option></select></form>",
        "<select onchange=go()><option value=''>请选择</option><option value=2026>2026</option></select>",
        "<select onchange=go()><option value=http://www.other.gov.cn/>他县政府</option></select>",  # a link already
        "<a href=/x/><button>信息公开</button></a>",
        "<button><a href=/x/>信息公开</a></button>",
        "<button class=close></button><input type=text value=信息公开><input type=reset value=重新填写>",
        "<div onclick=go()><p>" + "县政府召开常务会议" * 5 + "</p></div><a onclick=go()>信息公开</a>",
        "<div onclick=go()><a href=/x/>信息公开</a></div>",
        "<datalist><option value=信息公开>信息公开</option></datalist>",
        "<button disabled onclick=\"location.href='/x/'\">信息公开</button>",
    ],
)
def test_what_opens_nothing_or_is_a_link_already_is_no_control(markup: str) -> None:
    assert page(markup).controls == ()


def test_a_button_that_keeps_its_form_from_being_sent_opens_its_address() -> None:
    markup = "<form><button onclick=\"location.href='/x/';return false;\">信息公开</button></form>"
    assert [one.target for one in page(markup).controls] == [SITE + "/x/"]


def test_a_list_without_end_is_cut() -> None:
    options = "".join(f"<option value=/p/{n}/>第{n}页来信</option>" for n in range(5_000))
    assert len(page(f"<select onchange=go()>{options}</select>").controls) == 500
