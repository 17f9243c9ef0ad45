"""Which faults can be planted into the sample portal, and which stand in the seeded one?"""

from datetime import date
from functools import lru_cache

from auditor.demo.faults import (
    attachments,
    challenged,
    columns,
    disclosure,
    disclosure_contents,
    interpretation_cases,
    interpretation_traps,
    interpretations,
    ipv6,
    link_texts,
    links,
    pages,
    topic_register,
    topics,
    wrong_links,
)
from auditor.demo.faults.planted import Planted
from auditor.demo.portal import clean
from auditor.demo.site import Site

__all__ = ["MUTATIONS", "SEEDED", "Planted", "mutated", "mutation", "seeded"]

MUTATIONS: tuple[Planted, ...] = (
    *disclosure.FAULTS,
    *columns.FAULTS,
    *disclosure_contents.FAULTS,
    *ipv6.FAULTS,
    *links.FAULTS,
    *wrong_links.FAULTS,
    *challenged.FAULTS,
    *attachments.FAULTS,
    *link_texts.FAULTS,
    *topics.FAULTS,
    *topic_register.FAULTS,
    *interpretations.FAULTS,
    *interpretation_cases.FAULTS,
    *interpretation_traps.FAULTS,
    *pages.FAULTS,
)
"""Every change of the clean portal, each to be applied alone."""

_SEEDED = (
    "column-renamed",
    "part-absent",
    "part-empty",
    "ipv6-dead",
    "link-home-404",
    "link-home-image",
    "link-home-no-host",
    "link-footer",
    "link-attachment",
    "link-500",
    "attachment-other",
    "sitemap-dead",
    "wrong-soft-404",
    "wrong-sent-home",
    "wrong-file",
    "wrong-intranet",
    "wrong-parked",
    "topic-ended-on-home",
    "topic-ended-listed",
    "topic-script",
    "archive-dead-topic",
    "interpretation-missing",
    "interpretation-no-forward-link",
    "interpretation-no-back-link",
    "interpretation-late",
    "interpretation-copied",
    "interpretation-hollow",
)


def mutation(name: str) -> Planted:
    """The fault of that id."""
    return next(planted for planted in MUTATIONS if planted.id == name)


SEEDED: tuple[Planted, ...] = tuple(map(mutation, _SEEDED))
"""The faults of the seeded portal: independent of each other, each about a subject of its own."""


def mutated(as_of: date, *names: str) -> Site:
    """The clean portal with the named faults."""
    site = clean(as_of)
    for name in names:
        site = mutation(name).apply(site)
    return site


@lru_cache(maxsize=8)
def seeded(as_of: date) -> Site:
    """The portal that the demonstration audits: the clean one with every fault of `SEEDED`."""
    return mutated(as_of, *_SEEDED)
