"""A list whose further pages a script links to goes on."""

import pytest

from auditor.model.page import Element
from tests.extract.pages import URL, page


def further(script: str) -> list[str]:
    found = page(f'<ul class="list"></ul><script>{script}</script>')
    return [link.target.removeprefix(URL) for link in found.links if link.element is Element.SITEMAP]


@pytest.mark.parametrize(
    ("script", "names"),
    [
        ('createPageHTML(3,0,"index","html");', ["index_1.html", "index_2.html"]),
        ("createPageHTML( 3 , 1 , 'index' , 'shtml' )", ["index_2.shtml"]),
        ('createPageHTML(90, 7, "index", "htm");', [f"index_{n}.htm" for n in range(8, 13)]),
        ('createPageHTML(1,0,"index","html");', []),  # one page
        ('createPageHTML(3,2,"index","html");', []),  # the last
        ("function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){}", []),
        ('createPageHTML("paging_div",10, 1,"list","shtml",232);', []),  # another function of that name
    ],
)
def test_the_pages_that_the_script_would_link_to(script: str, names: list[str]) -> None:
    assert further(script) == names


def test_a_rendered_page_shows_its_links_itself() -> None:
    from auditor.extract import extract
    from auditor.model.exchange import Exchange

    body = b"<html><body><script>createPageHTML(3,0,'index','html')</script></body></html>"
    answer = Exchange(url=URL, final_url=URL, status=200, content_type="text/html", body=body)
    assert extract(answer, rendered=True).links == ()
