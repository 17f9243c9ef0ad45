"""`python -m tests.portals [AUDIT …]`: the tables are written anew, and what differs from the labels is printed."""

import asyncio
import sys

from auditor.net.render import find_chromium
from tests.portals.audits import results
from tests.portals.expectations import differences
from tests.portals.portals import AUDITS
from tests.portals.tables import FOLDER, kept, table


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for audit in AUDITS:
        if len(sys.argv) > 1 and audit.id not in sys.argv[1:]:
            continue
        if audit.browser and not find_chromium():
            print(f"{audit.id}: no Chromium here, its tables stay as they are")
            continue
        found = asyncio.run(results(audit))
        for profile, result in found.items():
            kept(audit.id, profile).write_text(table(result), encoding="utf-8")
        for line in differences(audit.id, found):
            print(f"{audit.id}: {line}")


if __name__ == "__main__":
    main()
