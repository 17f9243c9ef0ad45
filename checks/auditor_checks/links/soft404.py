"""Is a page that opens an error page in disguise (soft 404)?"""

from dataclasses import dataclass

from auditor.api import Evidence, Facts, Page, Params, Visit, seen_page
from auditor_checks.links.wording import says


class Soft404Params(Params):
    """Titles and lines by which a page says that it is not there, on a page of `most` characters at most."""

    absent_titles: tuple[str, ...] = (
        "404",
        "404错误",
        "404页面",
        "404 Not Found",
        "Not Found",
        "Page Not Found",
        "页面不存在",
        "页面未找到",
        "找不到页面",
        "您访问的页面不存在",
        "无法找到该页",
        "无法找到页面",
    )
    absent_words: tuple[str, ...] = (
        "页面不存在",
        "网页不存在",
        "页面未找到",
        "页面没有找到",
        "找不到您要的",
        "没有找到您要的",
        "没有找到您要访问的",
        "您访问的页面已",
        "您访问的页面不",
        "您要查看的页面",
        "无法找到该页",
        "您请求的页面不存在",
        "该信息不存在",
        "404 Not Found",
        "page you requested cannot be found",
        "page not found",
    )
    most: int = 400


@dataclass(frozen=True, slots=True)
class Soft404:
    """By which message is it told, with which words of the page, and what was seen?"""

    message: str
    words: str
    evidence: tuple[Evidence, ...]


def soft404(facts: Facts, page: Page, visit: Visit, params: Soft404Params) -> Soft404 | None:
    """What shows that the page behind this address is an error page sent as a page; None when nothing does."""
    if words := says(page, titles=params.absent_titles, words=params.absent_words, most=params.most):
        return Soft404("soft_404", words, (seen_page(page, words),))
    if probe := facts.like_absent(page):
        return Soft404("same_as_absent", page.title, (seen_page(page, page.title), seen_page(probe, probe.title)))
    return None
