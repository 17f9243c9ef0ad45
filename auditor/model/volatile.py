"""Which parts of a result differ between two equal runs?"""

from typing import Any

from pydantic import Field

VOLATILE: Any = Field(json_schema_extra={"x-volatile": True})
"""Marks a field that time or chance may change though nothing on the site has: `Annotated[datetime, VOLATILE]`.

The JSON schema carries the mark, and `auditor diff` ignores exactly the fields that carry it.
"""
