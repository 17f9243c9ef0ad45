"""Which source texts do the reports use? Drawn from the code and the templates, not from a list."""

import ast
from pathlib import Path

from jinja2 import Environment
from jinja2.ext import extract_from_ast

PACKAGE = Path(__file__).parents[2] / "reports" / "auditor_reports"


def used() -> set[str]:
    """Every literal in `_("…")`, or given to a voice, in *.py and templates."""
    texts: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in ("_", "voice", "self") and isinstance(node.args[0].value, str):
                    texts.add(node.args[0].value)
    for path in PACKAGE.rglob("*.j2"):
        tree = Environment(trim_blocks=True, lstrip_blocks=True).parse(path.read_text("utf-8"))
        for _line, _function, message in extract_from_ast(tree, gettext_functions=("_",), babel_style=False):
            texts.add(message if isinstance(message, str) else str(next(part for part in message if part)))
    return texts
