"""The monthly report of a team: prefilled from its logs, sent by the leader, approved by the commune.

Owns the rows of reports. A team that sent nothing is missing, never zero.
"""

from teams.reports.facts import facts_of, lines_of
from teams.reports.listing import Listed, due_month, report_at, reports_of, state_of, wide_list
from teams.reports.turning import approve_report, return_report, send_report

__all__ = [
    "Listed",
    "approve_report",
    "due_month",
    "facts_of",
    "lines_of",
    "report_at",
    "reports_of",
    "return_report",
    "send_report",
    "state_of",
    "wide_list",
]
