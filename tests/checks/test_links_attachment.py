"""links.attachment: a file that opens but is not what its name says; what an office can open is no fault."""

import pytest
from auditor_checks.links import Attachment, Broken, Wrong

from auditor.api import Finding, Reason
from auditor.demo.site import HTML, Resource, Site
from tests.checks.small import DAY, HOME, clean, doc, judged, links, site, told, unmet, verdicts
from tests.net import formats as f

MISSING = doc("页面不存在", "<h1>抱歉，您访问的页面不存在或已被删除</h1><p>请检查网址是否正确。</p>")


def holding(name: str, body: bytes, content_type: str = "application/octet-stream", status: int = 200) -> Site:
    return having(name, Resource(body, content_type=content_type, status=status))


def having(name: str, answer: Resource) -> Site:
    return site({"/": links((f"/files/{name}", "申请表")), f"/files/{name}": answer})


def of(where: Site, **more: object) -> list[Finding]:
    findings = judged(Attachment, where, **more)
    told(Attachment, findings)
    assert findings
    return findings


def test_every_attachment_of_the_clean_portal_is_what_it_says() -> None:
    (finding,) = of(clean(DAY))
    assert (finding.outcome, finding.message) == ("met", "met")
    assert int(finding.values["checked"] or 0) >= 3


FINE = [
    ("a.pdf", f.PDF, "application/pdf"),
    ("a.pdf", f.PDF, "application/octet-stream"),
    ("a.pdf", f.PDF, "text/plain"),
    ("a.PDF", b"\r\n\r\n" + f.PDF, "application/force-download"),
    ("a.doc", f.OLE, "application/msword"),
    ("a.doc", f.DOCX, "application/msword"),
    ("a.doc", f.RTF, "application/msword"),
    ("a.doc", f.WORD_HTML, "application/msword"),
    ("a.xls", f.HTML, "application/vnd.ms-excel"),  # tables exported as HTML open in every office
    ("a.xls", f.CSV, "application/vnd.ms-excel"),
    ("a.docx", f.OLE, "application/octet-stream"),  # a document with a password is wrapped so
    ("a.docx", f.DOCX, "application/zip"),
    ("a.wps", f.OLE, "application/octet-stream"),
    ("a.wps", f.DOCX, "application/octet-stream"),
    ("a.et", f.OLE, "application/octet-stream"),
    ("a.ofd", f.OFD, "application/octet-stream"),
    ("a.ofd", f.ZIP, "application/ofd"),
    ("a.ofd", f.PDF, "application/octet-stream"),  # readers of OFD open both
    ("a.zip", f.RAR, "application/zip"),
    ("a.rar", f.ZIP, "application/octet-stream"),
    ("a.7z", f.SEVEN, "application/octet-stream"),
    ("a.gz", f.GZIP, "application/gzip"),
    ("a.csv.gz", f.CSV, "application/gzip"),  # unpacked on the way, for a wrong Content-Encoding
    ("a.csv", f.CSV, "text/csv"),
    ("a.csv", f.DOCX, "text/csv"),
    ("a.txt", f.CSV, "text/plain"),
    ("a.ceb", f.CEB, "application/octet-stream"),
    ("a.pdf", bytes(range(256)), "application/octet-stream"),  # what nobody knows is not called false
    ("a.mp4", f.MP4, "video/mp4"),
]


@pytest.mark.parametrize(("name", "body", "content_type"), FINE)
def test_what_opens_with_an_office_and_its_readers_is_fine(name: str, body: bytes, content_type: str) -> None:
    assert verdicts(of(holding(name, body, content_type))) == [("met", "met")]


FALSE = [
    ("a.pdf", f.HTML, "application/pdf", "page"),
    ("a.docx", f.HTML, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "page"),
    ("a.ofd", f.HTML, "application/ofd", "page"),
    ("a.zip", f.HTML, "application/zip", "page"),
    ("a.mp4", f.HTML, "video/mp4", "page"),
    ("a.pdf", f.OLE, "application/pdf", "other"),
    ("a.pdf", f.OFD, "application/pdf", "other"),
    ("a.pdf", f.JPEG, "application/pdf", "other"),
    ("a.docx", f.PDF, "application/octet-stream", "other"),
    ("a.xlsx", f.RAR, "application/octet-stream", "other"),
    ("a.doc", f.JPEG, "application/msword", "other"),
    ("a.wps", f.PDF, "application/octet-stream", "other"),
    ("a.zip", f.PDF, "application/zip", "other"),
    ("a.pdf", b"", "application/pdf", "empty"),
    ("a.doc", b"", "application/msword", "empty"),
    ("a.csv", b"", "text/csv", "empty"),
]


@pytest.mark.parametrize(("name", "body", "content_type", "message"), FALSE)
def test_what_no_reader_of_that_format_opens_is_false(name: str, body: bytes, content_type: str, message: str) -> None:
    (finding,) = of(holding(name, body, content_type))
    assert (finding.outcome, finding.message, finding.subject) == ("unmet", message, f"{HOME}files/{name}")
    assert (finding.values["label"], finding.values["pages"]) == ("申请表", 1)
    assert [one.kind for one in finding.evidence] == ["link", "exchange"]


@pytest.mark.parametrize("content_type", [HTML, "application/octet-stream", ""])
def test_a_page_that_shows_the_file_is_no_fault(content_type: str) -> None:
    viewer = doc("附件预览", "<iframe src='/pdfjs/?file=a'></iframe><p>正在打开附件</p>")
    for check in (Attachment, Wrong):
        assert unmet(judged(check, having("a.pdf", Resource(viewer.body, content_type=content_type)))) == []


def test_an_error_page_that_says_so_is_told_once_by_the_rule_about_wrong_links() -> None:
    where = having("a.pdf", MISSING)
    assert unmet(judged(Wrong, where)) == [HOME + "files/a.pdf"]
    assert unmet(judged(Attachment, where)) == []


@pytest.mark.parametrize(
    "answer",
    [
        Resource(f.LOGIN, content_type="application/pdf"),
        Resource("<p>请完成安全验证后继续访问</p>".encode(), content_type="application/pdf"),
        Resource(status=403),
    ],
)
def test_a_login_or_a_wall_in_place_of_the_file_accuses_nobody(answer: Resource) -> None:
    (finding,) = of(having("a.pdf", answer))
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.BLOCKED)


@pytest.mark.parametrize("notice", ['{"code":401,"msg":"请先登录"}', "Forbidden", "<?xml version='1.0'?><Error/>"])
@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.zip", "a.mp4"])
def test_a_notice_of_an_interface_in_place_of_the_file_may_be_meant_for_us_alone(notice: str, name: str) -> None:
    (finding,) = of(holding(name, notice.encode(), "application/octet-stream"))
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.AMBIGUOUS)


def test_a_wall_before_one_of_many_files_is_told_beside_them() -> None:
    where = site(
        {
            "/": links(("/a.pdf", "甲"), ("/b.pdf", "乙")),
            "/a.pdf": Resource(f.PDF, content_type="application/pdf"),
            "/b.pdf": Resource(f.LOGIN, content_type="application/pdf"),
        }
    )
    (finding,) = of(where)
    assert (finding.outcome, finding.message) == ("met", "met_partly")
    assert (finding.values["checked"], finding.values["unsettled"]) == (1, 1)


def test_a_dead_attachment_is_told_by_the_rule_about_dead_links() -> None:
    where = having("a.pdf", Resource(status=404))
    assert unmet(judged(Broken, where, params={"where": "home", "owner": "own"})) == [HOME + "files/a.pdf"]
    assert verdicts(of(where)) == [("not_applicable", "nothing")]


def test_a_portal_without_attachments_has_nothing_to_judge() -> None:
    assert verdicts(of(site({"/": links(("/a/", "栏目")), "/a/": "<p>甲</p>"}))) == [("not_applicable", "nothing")]


def test_the_files_of_others_are_theirs() -> None:
    abroad = "http://news.example.test/a.pdf"
    where = site({"/": links((abroad, "报告")), abroad: Resource(b"", content_type="application/pdf")})
    assert verdicts(of(where)) == [("not_applicable", "nothing")]
    assert unmet(of(where, params={"owner": "others"})) == [abroad]


def test_a_name_that_is_no_file_is_none() -> None:
    where = site(
        {"/": links(("/down.jsp?file=a.pdf", "下载")), "/down.jsp?file=a.pdf": Resource(b"", content_type=HTML)}
    )
    assert verdicts(of(where)) == [("not_applicable", "nothing")]


def test_a_portal_that_is_down_is_not_testable() -> None:
    (finding,) = of(site({"/": Resource(status=503)}))
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.HOME_DOWN)
