"""What docs/peers.md says in numbers, from the table. `python -m tests.peers.summary` writes it anew."""

from collections import Counter
from pathlib import Path

from tests.peers.suites import SUITES, ran, table

PAGE = Path(__file__).parents[2] / "docs" / "peers.md"
BEGIN, END = "<!-- numbers: python -m tests.peers.summary -->\n", "<!-- /numbers -->\n"


def numbers() -> str:
    """The tables: counts of each suite, then every reason with the cases that it stands for."""
    known = table()
    lines = ["| | 全部 cases | 运行 ran | 一致 agree | 有意不同 policy | 不适用 n/a |", "|---|--:|--:|--:|--:|--:|"]
    for suite in SUITES:
        kinds = Counter(verdict.partition(" ")[0] for verdict in known[suite].values())
        running = sum(ran(verdict) for verdict in known[suite].values())
        counts = (len(known[suite]), running, kinds["agrees"], kinds["policy"], kinds["n/a"])
        lines.append(f"| {suite} | {' | '.join(map(str, counts))} |")
    for kind, heading in (("policy", "有意不同 / Where we differ, and why"), ("n/a", "不适用 / Not applicable")):
        lines += ["", f"### {heading}", "", "| 理由 reason | 用例 cases |", "|---|---|"]
        for reason, words in known["reasons"].items():
            told = []
            for suite in SUITES:
                names = [name for name, verdict in known[suite].items() if verdict == f"{kind} {reason}"]
                if names:
                    listed = "、".join(f"`{name}`" for name in names) if kind == "policy" else str(len(names))
                    told.append(f"{suite} {listed}")
            if told:
                lines.append(f"| {words['zh']} / {words['en']} | {'；'.join(told)} |")
    return "\n".join(lines) + "\n"


def written(text: str) -> str:
    """The page with the numbers of the table in it."""
    before, begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("docs/peers.md has no place for the numbers")
    return f"{before}{BEGIN}\n{numbers()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), encoding="utf-8")
