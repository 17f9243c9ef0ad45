"""What do the shipped profiles resolve to? `python -m tests.profiles.snapshots` writes it anew, and the schema."""

import json
from pathlib import Path

from auditor.profile import resolve
from auditor.profile.schema import text
from auditor.registry import installed

SHIPPED_FILES = Path(__file__).parents[2] / "profiles" / "auditor_profiles"
SCHEMA = SHIPPED_FILES / "schema" / "profile.schema.json"
FOLDER = Path(__file__).parent / "resolved"
DOCUMENTS = ("changxing-2022", "guangdong-2020", "kazuo-2021", "shanggao-2020", "state-council-2020", "yunnan-2020")
SHIPPED = (*sorted((*DOCUMENTS, "common", "ipv6-2024", "links", "links-list", "national-2019")),)


def snapshot(profile: str) -> str:
    """The resolved profile as text. Defaults are left out, so that a diff shows what the documents say."""
    resolved = resolve(profile)
    plain = resolved.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    SCHEMA.parent.mkdir(exist_ok=True)
    SCHEMA.write_text(text(installed()), encoding="utf-8")
    FOLDER.mkdir(exist_ok=True)
    for profile in SHIPPED:
        (FOLDER / f"{profile}.json").write_text(snapshot(profile), encoding="utf-8")


if __name__ == "__main__":
    main()
