"""Where is the access answer, in our words and in those of the standard?"""

from django.urls import path

from accounts.access.api import AccessView
from accounts.access.authzen import EvaluationsView, EvaluationView, configuration
from accounts.access.following import ChangesView
from kycrisk.lib import routes  # noqa: F401  # registers <account:…>

urlpatterns = [
    path("api/v1/accounts/<account:account>/access", AccessView.as_view(), name="api-account-access"),
    path("api/v1/access-changes", ChangesView.as_view(), name="api-access-changes"),
    path("access/v1/evaluation", EvaluationView.as_view(), name="authzen-evaluation"),
    path("access/v1/evaluations", EvaluationsView.as_view(), name="authzen-evaluations"),
    path(".well-known/authzen-configuration", configuration, name="authzen-configuration"),
]
