"""What does a report show? `view(result, lang)` draws it from the result; templates only place it."""

from auditor_reports.view.report import ReportView, view

__all__ = ["ReportView", "view"]
