"""Where is the access answer?"""

from django.urls import path

from accounts.access.api import AccessView
from kycrisk.lib import routes  # noqa: F401  # registers <account:…>

urlpatterns = [
    path("api/v1/accounts/<account:account>/access", AccessView.as_view(), name="api-account-access"),
]
