"""What would a browser make of a head that the strict reader refused?

Chromium shows pages whose head has a line without a colon, a blank before one, an empty name, a leading line break,
`ICY` for HTTP, a garbled reason, a Content-Length that is no number, the same one twice, or one beside chunks. What it
refuses too (NUL, two different lengths, HTTP/0.9) stays refused.
"""

import re

_BREAKS = re.compile(rb"[\r\n]*")
_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"(?:HTTP|ICY)(?:/(\d+)(?:\.(\d+))?)?[ \t]+(\d{3})(?!\d)", re.I)
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROLS = re.compile(rb"[\x01-\x08\x0b-\x1f\x7f]")


def split(received: bytes | bytearray, seen: int = 0) -> tuple[bytes, bytes] | None:
    """The head and what follows it, None while the head is not whole. No head ends in the first `seen` bytes."""
    start = len(_BREAKS.match(received)[0])  # type: ignore[index]  # it matches nothing as well
    found = _END.search(received, max(start, seen - 3))
    return (bytes(received[start : found.start()]), bytes(received[found.end() :])) if found else None


def informational(head: bytes) -> bool:
    """Is it one of the heads that come before the answer's own? 101 changes the protocol and is none."""
    lines = head.splitlines()
    status = _STATUS.match(lines[0]) if lines else None
    return status is not None and status[3][:1] == b"1" and status[3] != b"101"


def mended(head: bytes) -> bytes:
    """The same head as a strict reader takes it, or as it was where a browser would refuse it too."""
    lines = head.splitlines()
    status = _STATUS.match(lines[0]) if lines else None
    if status is None or b"\0" in head:
        return head + b"\r\n\r\n"
    fields: list[tuple[bytes, bytes]] = []
    for line in lines[1:]:
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1] = (fields[-1][0], fields[-1][1] + b" " + line.strip())
            continue
        name, colon, value = line.partition(b":")
        name, value = name.rstrip(b" \t"), value.strip(b" \t")
        if not colon or not _NAME.fullmatch(name):
            continue
        fields.append((name, _CONTROLS.sub(b" ", value)))
    fields = _framed(fields)
    old = (status[1] == b"1" and status[2] == b"0") or status[1] is None
    first = b"HTTP/1.%d %s mended" % (0 if old else 1, status[3])
    return b"\r\n".join([first, *(name + b": " + value for name, value in fields), b"Connection: close", b"", b""])


def _framed(fields: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Says once where the body ends: chunks before a length (RFC 9112 6.3), a length only when it is a number."""
    codings = {value.lower() for name, value in fields if name.lower() == b"transfer-encoding"}
    lengths = {
        number
        for name, value in fields
        if name.lower() == b"content-length" and _lengths(value)
        for number in map(bytes.strip, value.split(b","))
    }
    kept = [field for field in fields if field[0].lower() not in (b"content-length", b"transfer-encoding")]
    if codings - {b"identity"}:
        return kept + [(b"Transfer-Encoding", coding) for coding in sorted(codings - {b"identity"})]
    return kept + [(b"Content-Length", number) for number in sorted(lengths)]


def _lengths(value: bytes) -> bool:
    """Digits, and no more than a file can have."""
    return all(part.isdigit() and len(part) <= 18 for part in map(bytes.strip, value.split(b",")))
