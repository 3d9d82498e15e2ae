"""Where are cases for machines, and where does a customer appeal?"""

from django.urls import path

from accounts.review.api import CaseListView, CaseView
from accounts.review.views import appeal
from kycrisk.lib import routes  # noqa: F401  # registers <id:…>

urlpatterns = [
    path("api/v1/cases", CaseListView.as_view(), name="api-case-list"),
    path("api/v1/cases/<id:case>", CaseView.as_view(), name="api-case"),
    path("appeal/<slug:token>/", appeal, name="page-appeal"),
]
