"""Observations that are no page: DNS answers, connections over IPv6, our own vantage."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Probe:
    """One observation.

    `kind` names what was asked, `subject` of whom (host, address, directory). `values` is JSON-clean. Kinds:

    - `vantage`: subject `ipv6`. values: `works` (bool), `anchors` ([{host, address, stage, ok, detail}]).
    - `vantage`: subject `dns64`. values: `present` (bool), `prefixes` ([str]).
    - `aaaa` / `a`: subject host. values: `status` (ok, nodata, nxdomain, servfail, timeout, refused),
      `addresses` ([str]), `cname` ([str]), `ttl` (int), `resolver` (str), `unusable` ({address: why}).
    - `home-v6`: subject one IPv6 address of the home host. values: `tries` ([{at, stage (connect, tls, http), ok,
      status, detail, elapsed}]), `ok` (bool: some try ended in 2xx), `final_url`, `title`, `control_ok` (bool: the same
      page opened over IPv4 in the same minute; null when the host has no A).
    - `ipv6`: subject host. values: indicator (V0 … B1) → {`outcome`, `reason`, `evidence`} of `auditor ipv6`.
    - `availability`: subject host. values: `ipv6` (bool: ours worked), `v4` and `v6` ({`ok` (null: not told), `why`,
      `elapsed`, `address`}). One of many, by `auditor probe`.
    - `sitemap`: subject the portal's origin and a number. values: `urls` ([str]: a part of what its site maps list).
    - `search`: subject the page with the box. values: `reason` (why it was not asked: no-form, post, script, fields,
      elsewhere, no-title, robots; "" when it was), `scripted` (a script looks at the form first), `action`, `field`,
      `asked` ([{word, url, title_url, status, fault, whose, lasting, page, rendered, script, links, text, rows}]; the
      first is a word that nobody wrote, which has no `title_url`).
    - `mapped`: subject host. values: `address`. The operator mapped the host, its own DNS was not asked.
    """

    kind: str
    subject: str
    at: datetime
    values: Mapping[str, Any] = field(default_factory=dict)
