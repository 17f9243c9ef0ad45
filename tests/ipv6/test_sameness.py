"""Is a page known again, and another told from it?"""

from auditor.ipv6.links import drawn
from auditor.ipv6.sameness import alike, tokens
from auditor.model.exchange import Exchange

NEWS = "".join(f"<li><a href='/n{n}.html'>第 {n} 条：全县召开工作会议之{chr(0x4E00 + n)}</a></li>" for n in range(30))


def page(body: str, kind: str = "text/html; charset=utf-8") -> Exchange:
    return Exchange(
        "https://www.example.test/",
        status=200,
        body=body.encode(),
        content_type=kind,
        final_url="https://www.example.test/",
    )


def test_a_nonce_a_counter_and_a_clock_make_no_other_page() -> None:
    one = page(f"<script nonce=a>x()</script><p>访问 1234 次 10:01</p><input type=hidden value=a><ul>{NEWS}</ul>")
    other = page(f"<script nonce=b>y()</script><p>访问 99 次 10:02</p><input type=hidden value=b><ul>{NEWS}</ul>")
    assert alike(tokens(one), tokens(other)) == 1.0


def test_the_default_page_of_a_server_is_another_page() -> None:
    assert alike(tokens(page(f"<ul>{NEWS}</ul>")), tokens(page("<h1>Welcome to nginx!</h1><p>It works.</p>"))) < 0.5


def test_the_same_news_in_another_order_are_the_same_page() -> None:
    items = NEWS.split("</li>")
    assert alike(tokens(page(NEWS)), tokens(page("</li>".join(reversed(items))))) > 0.9


def test_what_a_page_loads_and_where_it_leads_are_two_things() -> None:
    seen = drawn(
        page(
            "<base href='https://www.example.test/sub/'><link rel=stylesheet href=a.css>"
            "<p style=\"background:url('//cdn.test/b.png')\"></p><img src=http://198.51.100.9/c.png>"
            "<a href='/d.html#x'>d</a><a href='javascript:void(0)'>e</a><style>p{background:url(f.gif)}</style>"
        )
    )
    assert set(seen.resources) == {
        "https://www.example.test/sub/a.css",
        "https://cdn.test/b.png",
        "http://198.51.100.9/c.png",
        "https://www.example.test/sub/f.gif",
    }
    assert seen.links == ("https://www.example.test/d.html",)
