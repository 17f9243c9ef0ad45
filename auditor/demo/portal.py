"""The sample portal: an ordinary county's, about 200 pages in several markups, without a fault.

County, offices, people, numbers and texts are invented. Things that look like faults and are none stand in it on
purpose: a dead menu inside a comment, anchors without href, placeholders in templates, a redirect chain that ends well,
a file that fails the first time, a site that refuses robots, a notice about road number 404, a permanent topic that has
been quiet for long, a live one with last year in its name.
"""

from datetime import date
from functools import lru_cache

from auditor.demo.book import HOME, NAME, SITE_ID, Book, listed
from auditor.demo.columns import (
    write_affairs,
    write_data,
    write_exchange,
    write_news,
    write_notices,
    write_offices,
    write_old_pages,
    write_services,
    write_small_pages,
)
from auditor.demo.disclosure import write_disclosure
from auditor.demo.outside import NAMES, ZONE, write_files, write_outside
from auditor.demo.policies import write_policies
from auditor.demo.search import results
from auditor.demo.site import Resource, Site
from auditor.demo.topics import write_topics


@lru_cache(maxsize=8)
def clean(as_of: date) -> Site:
    """The portal without a fault, as it would be found on `as_of`. The same day gives the same bytes."""
    book = Book(as_of)
    filed = write_policies(book)
    policies = listed([one.policy for one in filed])
    interpretations = listed([ref for one in filed for ref in one.interpretations])
    news, notices = write_news(book), write_notices(book)
    topics = write_topics(book)
    write_disclosure(book)
    write_offices(book)
    services = write_services(book)
    write_exchange(book)
    write_data(book)
    write_old_pages(book)
    write_affairs(book, policies)
    write_small_pages(book)
    book.page(
        "/",
        "home.html",
        news=news,
        notices=notices,
        policies=policies,
        interpretations=interpretations,
        services=services,
        topics=topics,
    )
    write_outside(book)
    write_files(book)
    missing = Resource(book.render("missing.html").encode(), status=404)
    return Site(
        home=HOME,
        resources=book.resources,
        names=NAMES,
        missing=missing,
        answers={f"{HOME}search.html": results},
        today=as_of,
        name=NAME,
        site_id=SITE_ID,
        zone=ZONE,
    )
