"""`python -m tests.labelled`: the figures of the labelled set, with every disagreement; `--json`: the figures alone."""

import argparse
import json

from tests.labelled.figures import Figures, Tally, figures


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.labelled", description=__doc__)
    asked.add_argument("--json", action="store_true", help="print the figures as JSON")
    first, held = figures(""), figures("-held")
    if asked.parse_args().json:
        print(json.dumps({**first.json(), "held": held.json()}, ensure_ascii=False))
        return
    _show("first half", first)
    _show("held half", held)


def _show(name: str, of: Figures) -> None:
    print(f"\n{name}")
    for title, tally in (("pairs", of.pairs), ("topics", of.topics), ("copied", of.not_copied), ("forms", of.forms)):
        _row(title, tally)
        for one in tally.disagreements:
            print(f"    {one.case}: {one.said}\n        {one.why} [{', '.join(one.trap)}]")


def _row(title: str, tally: Tally) -> None:
    print(
        f"  {title:8} n {tally.n:3}  precision {tally.precision:6.1%}  recall {tally.recall:6.1%}"
        f"  wrong {tally.wrong}  missed {tally.asked - tally.found}"
    )


if __name__ == "__main__":
    main()
