"""The polite walk through a portal: level by level, in a seeded order, so that the same site gives the same pages."""

from auditor.crawl.events import Event, Phase, Tell
from auditor.crawl.walk import Ending, crawl

__all__ = ["Ending", "Event", "Phase", "Tell", "crawl"]
