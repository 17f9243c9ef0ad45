"""How large is a report, how soon can a reader work with it, how fast do filters answer?

`python -m benchmarks.report [--findings 5000] [--json FILE]` audits the sample portal of `auditor demo`, multiplies its
findings to the wanted number, writes every format and opens the page in Chromium, which pictured the portal's pages.
"""

import argparse
import asyncio
import io
import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from auditor_reports.view.standing import section_of
from playwright.sync_api import Page, sync_playwright

from auditor import registry
from auditor.commands.audit import gather_and_judge
from auditor.demo.mutations import seeded
from auditor.demo.serve import Served
from auditor.model.finding import Finding
from auditor.model.known import Known
from auditor.model.portal import Unit
from auditor.model.reporting import Beside, StreamedReport
from auditor.model.result import AuditResult, FindingResult
from auditor.model.settings import GatherSettings
from auditor.net.render import find_chromium
from auditor.profile import resolve
from auditor.store import Store

UNITS = (Unit(name="县数据局", rules=("links.*", "ipv6.*"), days=15), Unit(name="县政府办公室", days=30))

INTERACTIVE = """() => new Promise(done => {
    const from = performance.timeOrigin;
    requestAnimationFrame(() => setTimeout(() => done({
        ready: performance.getEntriesByType("navigation")[0].domInteractive,
        loaded: performance.now(),
        rows: document.querySelectorAll(".f").length,
        from,
    })));
})"""

STEPS = """() => [
    ...[...document.querySelectorAll(".filters select")].flatMap(select =>
        [...select.options].slice(1, 6).flatMap(option => [[select.id, option.value], [select.id, ""]])),
    ...["t00", "首页", "没有这样的话"].flatMap(text => [["q-w", text], ["q-w", ""]]),
]"""

FILTER = """([id, value]) => {
    const field = document.getElementById(id), from = performance.now();
    field.focus();
    field.value = value;
    field.dispatchEvent(new Event("input"));
    document.body.offsetHeight;
    return performance.now() - from;
}"""

PAINTED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"


class MainThread:
    """How many milliseconds of CPU has the main thread of the page used? A clock counts other programs too."""

    def __init__(self, page: Page) -> None:
        self._devtools = page.context.new_cdp_session(page)
        self._devtools.send("Performance.enable", {"timeDomain": "threadTicks"})

    def used(self) -> float:
        metrics = self._devtools.send("Performance.getMetrics")["metrics"]
        return next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration") * 1000


async def judged(store: str) -> AuditResult:
    day = date.today()
    async with Served(seeded(day)) as served:
        settings = served.settings(GatherSettings(workers=0))
        _state, (result,) = await gather_and_judge(
            served.portal, settings, store, [resolve("kazuo-2021")], day, "none", "zh", known=Known()
        )
    return result


def multiplied(result: AuditResult, number: int) -> AuditResult:
    """The same findings again and again about other addresses, until there are so many that are not met."""
    open_ones = [one for one in result.findings if section_of(one)]
    found: list[FindingResult] = list(result.findings)
    for at in range(number - len(open_ones)):
        one = open_ones[at % len(open_ones)]
        subject = f"{result.run.portal.home}more/{at // 97}/t{at:06d}.html"
        mark = Finding(rule=one.rule, outcome=one.outcome, subject=subject, message=one.message).fingerprint
        found.append(one.model_copy(update={"fingerprint": mark, "subject": subject, "lost": 0, "open": 0}))
    portal = result.run.portal.model_copy(update={"units": UNITS})
    run = result.run.model_copy(update={"portal": portal})
    return result.model_copy(update={"findings": tuple(found), "run": run})


def written(name: str, result: AuditResult, beside: Beside) -> tuple[bytes, float]:
    report = registry.reports()[name]
    from_ = time.perf_counter()
    if isinstance(report, StreamedReport):
        out = io.BytesIO()
        report.write(result, "zh", beside, out)
        content = out.getvalue()
    else:
        content = report.render(result, "zh", beside)
    return content, time.perf_counter() - from_


def looked_at(page_file: Path) -> dict[str, Any]:
    """The page in Chromium, three times: when can it be worked with, how long do filters take, and how much
    CPU is used until the answer is painted?"""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        seen: list[dict[str, Any]] = []
        answers: list[float] = []
        worked: list[float] = []
        for _round in range(3):
            page = browser.new_page()
            from_ = time.perf_counter()
            page.goto(page_file.as_uri())
            told = page.evaluate(INTERACTIVE)
            seen.append({**told, "wall": (time.perf_counter() - from_) * 1000})
            thread = MainThread(page)
            for step in page.evaluate(STEPS):
                page.evaluate(PAINTED)
                before = thread.used()
                answered = page.evaluate(FILTER, step)
                page.evaluate(PAINTED)
                answers.append(answered)
                worked.append(thread.used() - before)
            page.close()
        browser.close()
    return {
        "rows": seen[0]["rows"],
        "interactive_ms": round(statistics.median(one["loaded"] for one in seen)),
        "filters": len(answers),
        "filter_ms": _spread(answers),
        "filter_cpu_ms": _spread(worked),
    }


def _spread(samples: Sequence[float]) -> dict[str, float]:
    ranked = sorted(samples)
    late = ranked[int(len(ranked) * 0.95)]
    figures = {"median": statistics.median(ranked), "p95": late, "worst": ranked[-1]}
    return {name: round(value, 1) for name, value in figures.items()}


def measure(number: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "auditor.db")
        result = multiplied(asyncio.run(judged(store)), number)
        figures: dict[str, Any] = {"findings": number, "formats": {}}

        async def every() -> None:
            async with await Store.open(store, create=False) as opened:
                with opened.archive(result.run.id) as archive:
                    beside = Beside(opened.history(result), archive)
                    for name in registry.reports():
                        content, took = written(name, result, beside)
                        figures["formats"][name] = {"bytes": len(content), "seconds": round(took, 2)}
                        if name == "html":
                            (Path(folder) / "report.html").write_bytes(content)

        asyncio.run(every())
        figures["page"] = looked_at(Path(folder) / "report.html")
    return figures


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--findings", type=int, default=5000)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args(arguments)
    figures = measure(asked.findings)
    text = json.dumps(figures, ensure_ascii=False, indent=2)
    print(text)
    if asked.json:
        asked.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
