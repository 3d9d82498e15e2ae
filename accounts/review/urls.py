"""Where are the pages of reviewers and their second person, cases for machines, and the customer's appeal?"""

from django.urls import URLPattern, URLResolver, path

from accounts.review import approval_views, case_views, decide_views, decision_views, oversight_views, sorting_views
from accounts.review.api import CaseListView, CaseView
from accounts.review.views import appeal
from kycrisk.lib import routes  # noqa: F401  # registers <id:…>

urlpatterns: list[URLPattern | URLResolver] = [
    path("queue/", case_views.queue, name="page-queue"),
    path("queue/next/", case_views.next_case, name="page-queue-next"),
    path("queue/snooze/", sorting_views.snooze_several, name="queue-snooze"),
    path("queue/reassign/", sorting_views.reassign, name="queue-reassign"),
    path("cases/<id:case>/", case_views.case, name="page-case"),
    path("cases/<id:case>/changes/", case_views.changes, name="case-changes"),
    path("cases/<id:case>/claim/", case_views.claim, name="case-claim"),
    path("cases/<id:case>/release/", case_views.release, name="case-release"),
    path("cases/<id:case>/wake/", case_views.wake, name="case-wake"),
    path("cases/<id:case>/note/", case_views.note, name="case-note"),
    path("cases/<id:case>/snooze/", case_views.snooze, name="case-snooze"),
    path("cases/<id:case>/accounts/", decide_views.members, name="case-members"),
    path("cases/<id:case>/preview/", decide_views.preview, name="case-preview"),
    path("cases/<id:case>/decide/", decide_views.decide, name="case-decide"),
    path("decisions/<id:decision>/", decision_views.decision, name="page-decision"),
    path("decisions/<id:decision>/progress/", decision_views.progress, name="decision-progress"),
    path("decisions/<id:decision>/accounts.csv", decision_views.members, name="decision-members"),
    path("decisions/<id:decision>/cancel/", decision_views.cancel, name="decision-cancel"),
    path("decisions/<id:decision>/undo/", decision_views.undo, name="decision-undo"),
    path("decisions/<id:decision>/next/", decision_views.next_stage, name="decision-next"),
    path("approvals/", approval_views.approvals, name="page-approvals"),
    path("approvals/<id:proposal>/", approval_views.approvals, name="page-approval"),
    path("approvals/<id:proposal>/answer/", approval_views.resolve, name="approval-resolve"),
    path("journal/", oversight_views.journal_page, name="page-journal"),
    path("appeal/<slug:token>/", appeal, name="page-appeal"),
    path("api/v1/cases", CaseListView.as_view(), name="api-case-list"),
    path("api/v1/cases/<id:case>", CaseView.as_view(), name="api-case"),
]
