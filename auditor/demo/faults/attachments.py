"""Faults of attachments: files that open and are not what they say."""

from dataclasses import replace
from urllib.parse import quote

from auditor.demo.book import HOME
from auditor.demo.columns import DATA
from auditor.demo.faults.edit import answering, opening, page
from auditor.demo.faults.planted import MET, NOT_TESTABLE, Planted
from auditor.demo.site import Resource, Site

ATTACHMENT = "links.attachment"


def _behind_login(site: Site) -> Site:
    """A portal that sends a page to sign in at for every attachment, whatever it calls it."""
    form = page("登录", '<form action="/login"><input name="name"><input type="password" name="word"></form>')
    ask = {
        url: replace(form, content_type=answer.content_type)
        for url, answer in site.resources.items()
        if url.endswith((".pdf", ".doc", ".csv"))
    }
    return replace(site, resources={**site.resources, **ask})


MAP = HOME + quote("zcwj/files/城区路内停车泊位分布图.pdf")
_SORRY = page("提示", "<p>文件已失效</p>")
_BYTES = "application/octet-stream"
_PDF = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
_RTF = rb"{\rtf1\ansi\ansicpg936 \'c9\'ea\'c7\'eb\'b1\'ed}"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

FAULTS = (
    Planted(
        "attachment-page",
        ATTACHMENT,
        MAP,
        "the attachment of a policy is called PDF and is a web page",
        answering(MAP, replace(_SORRY, content_type="application/pdf")),
    ),
    Planted(
        "attachment-empty",
        ATTACHMENT,
        MAP,
        "the attachment of a policy is an empty file",
        answering(MAP, Resource(content_type="application/pdf")),
    ),
    Planted(
        "attachment-other",
        ATTACHMENT,
        HOME + "sjkf/files/plan.docx",
        "a file called .docx is a PDF",
        opening(HOME + "sjkf/files/plan.docx", Resource(_PDF, content_type=_BYTES), DATA, "数据说明"),
    ),
    Planted(
        "attachment-login",
        ATTACHMENT,
        HOME,
        "all attachments ask for a sign-in",
        _behind_login,
        NOT_TESTABLE,
    ),
    Planted(
        "decoy-attachment-octets",
        ATTACHMENT,
        HOME,
        "a PDF is sent as octets, with blank lines before it",
        answering(MAP, Resource(b"\r\n\r\n" + _PDF, content_type=_BYTES)),
        MET,
    ),
    Planted(
        "decoy-attachment-old-doc",
        ATTACHMENT,
        HOME,
        "a file called .doc is RTF, which opens all the same",
        opening(HOME + "sjkf/files/form.doc", Resource(_RTF, content_type="application/msword"), DATA, "申请表"),
        MET,
    ),
    Planted(
        "decoy-attachment-wps",
        ATTACHMENT,
        HOME,
        "a WPS file is an OLE file",
        opening(HOME + "sjkf/files/form.wps", Resource(_OLE, content_type=_BYTES), DATA, "申请表"),
        MET,
    ),
)
