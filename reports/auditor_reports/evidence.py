"""The evidence pack: one zip from which a dispute can be replayed without the site.

The answers of all addresses that findings name as WARC, what was asked of DNS, the reports themselves, and a manifest
with the SHA-256 and the time of everything. The same run and result give the same bytes.
"""

import hashlib
import io
import json
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from auditor.model.exchange import Exchange
from auditor.model.reporting import Archive, Beside
from auditor.model.result import AuditResult, FindingResult
from auditor_reports.crops import Crops, Spot
from auditor_reports.figures import BEIJING
from auditor_reports.html import HtmlReport
from auditor_reports.json_ import JsonReport
from auditor_reports.view.standing import section_of
from auditor_reports.voice import Voice
from auditor_reports.words import _

# Headers that told how the bytes came over the wire. The body is kept decoded; they are kept under another name.
_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
PIECES = 500  # crops of one pack
_NAMESPACE = uuid.UUID("5d2c1f0a-2f55-5b0e-9a63-6f0a4f3f5b11")  # of record ids, so that they are the same each time


class EvidencePack:
    """Everything that a finding rests on. It is written piece by piece; memory does not grow with it."""

    name = "evidence"
    suffix = ".zip"

    def write(self, result: AuditResult, lang: str, beside: Beside, out: BinaryIO) -> None:
        pack = _Pack(out, result.run.finished or result.run.started)
        pack.put("report.html", HtmlReport().render(result, lang, beside))
        pack.put("result.json", JsonReport().render(result, lang, beside))
        records: list[dict[str, Any]] = []
        if beside.archive is not None:
            with pack.file("pages.warc.gz", ZIP_STORED) as file:
                records = list(_records(file, result, beside.archive.looks(addresses(result.findings))))
            probes = [
                {"kind": one.kind, "subject": one.subject, "at": _iso(one.at), "values": dict(one.values)}
                for one in beside.archive.probes()
                if one.kind != "sitemap"
            ]
            pack.put("probes.json", _json(probes))
            pack.put("pictures.json", _json(_pictured(pack, result, beside.archive)))
        pack.put("README.txt", _readme(lang))
        pack.put("manifest.json", _json(_manifest(result, pack.files, records)))
        pack.close()


def _pictured(pack: "_Pack", result: AuditResult, archive: Archive) -> list[dict[str, Any]]:
    """Puts the pictured pages into the pack, and of each element that a finding names a piece with the element boxed;
    what is to be said of them."""
    found: dict[str, dict[str, Any]] = {}
    for number, picture in enumerate(archive.pictures(), start=1):
        over = {"over": picture.over} if picture.over else {}
        name = f"pictures/{number:03}.webp"
        told = {"file": name, "url": picture.url, "at": _iso(picture.at), **over, "findings": []}
        found[f"{picture.url} {picture.over}"] = told
        pack.put(name, picture.webp, ZIP_STORED)
    open_ones = [one for one in result.findings if section_of(one)]
    crops = Crops(archive, open_ones)
    names: dict[Spot, str] = {}
    for finding in open_ones:
        for spot in crops.spots(finding):
            if spot not in names and len(names) < PIECES and (crop := crops.crop(spot)):
                names[spot] = f"crops/{len(names) + 1:04}.webp"
                pack.put(names[spot], crop.webp, ZIP_STORED)
            where = [spot.box.x, spot.box.y, spot.box.w, spot.box.h]
            said = {"rule": finding.rule, "fingerprint": finding.fingerprint, "box": where}
            found[f"{spot.page} "]["findings"].append({**said, "file": names.get(spot)})
    return list(found.values())


def addresses(findings: Iterable[FindingResult]) -> list[str]:
    """Every address that the evidence of a finding names, sorted; met findings aside."""
    named: set[str] = set()
    for finding in findings:
        if section_of(finding):
            named.update(word for word in finding.subject.split() if word.startswith(("http://", "https://")))
            for one in finding.evidence:
                named.update(url for url in (one.url, one.target) if url.startswith(("http://", "https://")))
    return sorted(named)


class _Pack:
    """A zip whose entries are hashed as they are written."""

    def __init__(self, out: BinaryIO, at: datetime) -> None:
        self._zip = ZipFile(out, "w")
        self._at = at.astimezone(BEIJING)
        self.files: list[dict[str, Any]] = []

    def put(self, name: str, content: bytes, how: int = ZIP_DEFLATED) -> None:
        with self.file(name, how) as file:
            file.write(content)

    @contextmanager
    def file(self, name: str, how: int = ZIP_DEFLATED) -> Iterator[BinaryIO]:
        entry = ZipInfo(name, (max(1980, self._at.year), *self._at.timetuple()[1:6]))
        entry.compress_type = how
        entry.external_attr = 0o644 << 16
        with self._zip.open(entry, "w", force_zip64=True) as inside:
            hashed = _Hashed(cast("BinaryIO", inside))
            yield cast("BinaryIO", hashed)
        self.files.append({"name": name, "size": hashed.size, "sha256": hashed.digest.hexdigest()})

    def close(self) -> None:
        self._zip.close()


class _Hashed(io.RawIOBase):
    """Passes bytes on and hashes them."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self.digest, self.size = out, hashlib.sha256(), 0

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self.digest.update(content)
        self.size += len(content)
        return self._out.write(content)

    def tell(self) -> int:
        return self.size


def _records(file: BinaryIO, result: AuditResult, looks: Iterable[Exchange]) -> Iterator[dict[str, Any]]:
    """Writes the looks as WARC records; what the manifest says of each."""
    writer = WARCWriter(file, gzip=True)
    about = {"software": result.tool, "format": "WARC File Format 1.1", "isPartOf": result.run.id}
    info = writer.create_warcinfo_record("pages.warc.gz", about)
    _fixed(info, result.run.id, "warcinfo", result.run.started)
    writer.write_record(info)
    for number, look in enumerate(looks):
        at = look.started or result.run.started
        for nth, hop in enumerate(look.hops):
            headers = [("Location", _header(hop.location))]
            record = writer.create_warc_record(
                hop.url, "response", payload=io.BytesIO(), length=0, http_headers=_head(hop.status, headers)
            )
            _fixed(record, result.run.id, f"{number}-{nth}", at)
            writer.write_record(record)
        yield _written(writer, result.run.id, str(number), look, at)


def _written(writer: WARCWriter, run: str, number: str, look: Exchange, at: datetime) -> dict[str, Any]:
    """One answer as a response record; a look that no answer came to as a metadata record with what went wrong."""
    place = look.final_url or look.url
    told: dict[str, Any] = {"url": look.url, "at": _iso(at), "status": look.status, "look": look.attempt}
    fault = {"fault": look.fault.kind.value, "detail": look.fault.detail} if look.fault else {}
    if look.status:
        said = [(f"X-Archive-Orig-{k}" if k.lower() in _WIRE else k, _header(v)) for k, v in look.headers.items()]
        said.append(("Content-Length", str(len(look.body))))
        record = writer.create_warc_record(
            place,
            "response",
            payload=io.BytesIO(look.body),
            length=len(look.body),
            http_headers=_head(look.status, said),
        )
        if look.truncated or (look.size and not look.body):
            record.rec_headers.add_header("WARC-Truncated", "length" if look.truncated else "unspecified")
        told |= {"size": len(look.body), "sha256": hashlib.sha256(look.body).hexdigest(), **fault}
    else:
        note = _json({"url": look.url, "method": look.method, **fault})
        record = writer.create_warc_record(
            place, "metadata", payload=io.BytesIO(note), length=len(note), warc_content_type="application/json"
        )
        told |= fault
    if look.address:
        record.rec_headers.add_header("WARC-IP-Address", look.address)
    told["record"] = _fixed(record, run, number, at)
    writer.write_record(record)
    return told


def _fixed(record: Any, run: str, number: str, at: datetime) -> str:
    """Gives a record the time of the look, and an id that is the same each time; the id."""
    ident = f"<urn:uuid:{uuid.uuid5(_NAMESPACE, f'{run} {number}')}>"
    record.rec_headers.replace_header("WARC-Record-ID", ident)
    record.rec_headers.replace_header("WARC-Date", _iso(at))
    return ident


def _head(status: int, headers: list[tuple[str, str]]) -> StatusAndHeaders:
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = ""
    return StatusAndHeaders(f"{status} {phrase}".strip(), headers, protocol="HTTP/1.1")


def _header(value: str) -> str:
    """A header is one line."""
    return " ".join(value.encode("utf-8", "replace").decode().split())


def _manifest(result: AuditResult, files: list[dict[str, Any]], records: list[dict[str, Any]]) -> dict[str, Any]:
    run = result.run
    return {
        "run": run.id,
        "home": run.portal.home,
        "gathered_by": run.tool,
        "judged_by": result.tool,
        "profile": result.profile.id,
        "profile_sha256": result.profile.digest,
        "as_of": result.as_of.isoformat(),
        "started": _iso(run.started),
        "finished": _iso(run.finished) if run.finished else None,
        "files": list(files),
        "records": records,
    }


def _readme(lang: str) -> bytes:
    voice = Voice(lang)
    said = (
        _("证据包：报告里每个问题所依据的网页、应答和查询结果，按采集时的原样。"),
        _("report.html、result.json：报告和结果。"),
        _("pages.warc.gz：所涉地址的应答（WARC 1.1），可用 WARC 重放工具打开；正文已解压，传输头改名保存。"),
        _("probes.json：域名解析与 IPv6 连接的观察。"),
        _("pictures.json：主要网页的截图（pictures/），和问题所在元素的截图（crops/，方框标出）。"),
        _("manifest.json：每个文件、每条应答的 SHA-256 和时间；用 sha256sum 核对。"),
        _("网页和整页截图按原样保存，其中的个人信息没有遮盖：请按内部资料保管。"),
    )
    return ("\n".join(voice(line) for line in said) + "\n").encode()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
