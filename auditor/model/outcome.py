"""The words a verdict may use."""

from enum import StrEnum


class Outcome(StrEnum):
    """What is known about one duty? Nothing is met by default; silence is never a verdict."""

    MET = "met"  # 符合
    UNMET = "unmet"  # 不符合
    NOT_APPLICABLE = "not_applicable"  # 不适用
    NOT_TESTABLE = "not_testable"  # 无法判定
    MANUAL = "manual"  # 需人工
    ERROR = "error"  # 检查出错


class Reason(StrEnum):
    """Why could something not be judged, or why does it not apply? Every such finding names one."""

    # not_testable
    BLOCKED = "blocked"  # the site, or something between, refused us (403/429/412/521, WAF, login)
    ROBOTS = "robots"  # robots.txt forbids it, or could not be read (RFC 9309: 5xx means do not crawl)
    TRANSIENT = "transient"  # failed once, not yet twice apart in time
    OUR_SIDE = "our_side"  # our resolver, network, disk or load may be the cause
    NO_IPV6 = "no_ipv6"  # this machine has no working IPv6
    NO_BROWSER = "no_browser"  # a script fills the page and no browser could render it
    NOT_GATHERED = "not_gathered"  # the run did not gather what the check needs
    BUDGET = "budget"  # outside the page, depth or time budget
    OFF_NETWORK = "off_network"  # host outside this run (only_mapped, refused address)
    NO_DATE = "no_date"  # no date could be read
    NO_TEXT = "no_text"  # no comparable text (image, attachment, another site)
    NO_CALENDAR = "no_calendar"  # the holiday calendar lacks the year
    HOME_DOWN = "home_down"  # the home page itself could not be read
    AMBIGUOUS = "ambiguous"  # seen, but one signal only
    NO_EARLIER_RUN = "no_earlier_run"  # no earlier run of this portal is kept, or it was not asked this
    MAINTENANCE = "maintenance"  # seen during announced maintenance only
    # not_applicable
    PARENT_MISSING = "parent_missing"  # what it hangs on is missing and has been paid for
    LEVEL = "level"  # binds other levels or kinds of site
    NOT_DUE = "not_due"  # due later than the audit date
    NOTHING_TO_JUDGE = "nothing_to_judge"  # the portal has nothing of this kind
    MAPPED = "mapped"  # the host was mapped to another address, so its DNS, IPv6 and certificate are not the real ones
    WAIVED = "waived"  # a known finding that the operator accepts, with reason and signer
    DROPPED = "dropped"  # an overriding profile dropped the clause
