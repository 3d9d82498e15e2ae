"""Where are the calls that show both gears?"""

from django.urls import path

from graph.desk.api import AccountView
from kycrisk.lib import routes  # noqa: F401  # registers <account:…>

urlpatterns = [
    path("api/v1/accounts/<account:account>", AccountView.as_view(), name="api-account"),
]
