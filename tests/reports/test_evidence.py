"""Can a dispute be replayed from the evidence pack, and is the pack what its manifest says?"""

import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO

from auditor_reports.evidence import EvidencePack, addresses
from warcio.archiveiterator import ArchiveIterator

from auditor.model.exchange import Exchange, Hop
from auditor.model.fault import Fault, FaultKind, Whose
from auditor.model.picture import Picture
from auditor.model.probe import Probe
from auditor.model.reporting import ALONE, Beside
from auditor.model.result import AuditResult
from tests.reports.formats import parts
from tests.reports.states import veto

AT = datetime(2026, 11, 20, 13, 6, 14, tzinfo=UTC)


class Kept:
    """An archive in which every address was looked at twice: once an answer behind a redirect, once none."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def looks(self, urls: Iterable[str]) -> Iterator[Exchange]:
        for url in urls:
            self.asked.append(url)
            yield Exchange(
                url=url,
                started=AT,
                status=404,
                final_url=f"{url}?moved",
                hops=(Hop(url, 302, "/x\r\nSet-Cookie: a=b"),),
                headers={"Content-Type": "text/html", "Content-Encoding": "gzip", "Content-Length": "9"},
                address="203.0.113.10",
                body=f"<h1>没有 {url}</h1>".encode(),
                fault=Fault(FaultKind.HTTP_4XX, Whose.SITE, True, "404"),
            )
            yield Exchange(url=url, started=AT, fault=Fault(FaultKind.REFUSED, Whose.SITE, False, ""), attempt=2)

    def pictures(self, urls: Iterable[str] | None = None) -> Iterator[Picture]:
        yield from ()

    def probes(self) -> Iterator[Probe]:
        yield Probe("aaaa", "www.yunxi.gov.cn", AT, {"status": "nodata"})
        yield Probe("sitemap", "x", AT, {"urls": ["y"]})


def packed(result: AuditResult, beside: Beside) -> bytes:
    out = io.BytesIO()
    EvidencePack().write(result, "zh", beside, out)
    return out.getvalue()


def test_the_pack_holds_report_result_pages_probes_and_a_true_manifest() -> None:
    files = parts(packed(veto(), Beside(archive=Kept())))
    assert set(files) == {
        "report.html", "result.json", "pages.warc.gz", "probes.json", "pictures.json", "README.txt", "manifest.json",
    }  # fmt: skip
    manifest = json.loads(files["manifest.json"])
    assert {one["name"] for one in manifest["files"]} == set(files) - {"manifest.json"}
    for one in manifest["files"]:
        assert one["sha256"] == hashlib.sha256(files[one["name"]]).hexdigest()
        assert one["size"] == len(files[one["name"]])
    assert [one["kind"] for one in json.loads(files["probes.json"])] == ["aaaa"]


def test_every_answer_can_be_read_back_with_its_time_address_and_words() -> None:
    archive = Kept()
    files = parts(packed(veto(), Beside(archive=archive)))
    manifest = {one["record"]: one for one in json.loads(files["manifest.json"])["records"]}
    kinds: dict[str, int] = {}
    for record in ArchiveIterator(io.BytesIO(files["pages.warc.gz"]), arc2warc=False):
        kinds[record.rec_type] = kinds.get(record.rec_type, 0) + 1
        content = record.content_stream().read()
        told: dict[str, Any] | None = manifest.get(record.rec_headers["WARC-Record-ID"])
        if record.rec_type == "response" and told:
            assert record.rec_headers["WARC-Date"] == "2026-11-20T13:06:14Z"
            assert record.rec_headers["WARC-IP-Address"] == "203.0.113.10"
            assert hashlib.sha256(content).hexdigest() == told["sha256"]
            assert told["url"].encode() in content
            assert record.http_headers["X-Archive-Orig-Content-Encoding"] == "gzip"
            assert record.http_headers["Content-Length"] == str(len(content))
        if record.rec_type == "metadata":
            assert json.loads(content)["fault"] == "refused"
        if record.http_headers:
            assert record.http_headers.get_header("Set-Cookie") is None
    number = len(archive.asked)
    assert number > 3
    assert kinds == {"warcinfo": 1, "response": 2 * number, "metadata": number}


def test_the_same_run_gives_the_same_bytes() -> None:
    assert packed(veto(), Beside(archive=Kept())) == packed(veto(), Beside(archive=Kept()))


def test_only_addresses_of_findings_that_are_not_met_are_packed() -> None:
    asked = addresses(veto().findings)
    assert asked == sorted(set(asked))
    assert all(url.startswith(("http://", "https://")) for url in asked)


def test_without_an_archive_the_pack_says_what_it_has() -> None:
    files = parts(packed(veto(), ALONE))
    assert "pages.warc.gz" not in files
    assert json.loads(files["manifest.json"])["records"] == []


class Drain(io.RawIOBase):
    """A pipe: it cannot seek."""

    def __init__(self) -> None:
        self.size = 0

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def write(self, content: Any) -> int:
        self.size += len(content)
        return len(content)


def test_a_pack_can_go_to_a_pipe() -> None:
    drain = Drain()
    out: BinaryIO = drain  # type: ignore[assignment]
    EvidencePack().write(veto(), "zh", Beside(archive=Kept()), out)
    assert drain.size > 1000
