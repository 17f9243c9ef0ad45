"""What does the runner learn from a notice? Outputs of the step, and annotations. Standard library only."""

import json
import os
import sys
from pathlib import Path

ANNOTATED = 10  # what a runner shows of one step


def escaped(text: str, *, in_property: bool = False) -> str:
    """A text inside a workflow command: it can neither end its line nor begin another command."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if in_property else text


def main(folder: Path) -> None:
    notice = json.loads((folder / "notice.json").read_text(encoding="utf-8"))
    outputs = {key: notice[key] for key in ("score", "verdict", "unmet", "new", "fixed", "coverage")}
    outputs |= {"report": folder / "report.html", "comment": folder / "summary.md"}
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as out:
        for key, value in outputs.items():
            out.write(f"{key}={'' if value is None else ' '.join(str(value).split())}\n")
    for finding in [one for one in notice["findings"] if one["new"] or notice["first"]][:ANNOTATED]:
        title = escaped(finding["title"], in_property=True)
        print(f"::warning title={title}::{escaped(finding['problem'] + chr(10) + finding['page'])}")


main(Path(sys.argv[1]))
