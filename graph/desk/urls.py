"""Where are the calls that show both gears?"""

from django.urls import path

from graph.desk.api import AccountView
from graph.desk.networks_api import LinkListView, MemberListView, NetworkListView, NetworkView
from kycrisk.lib import routes  # noqa: F401  # registers <account:…>

urlpatterns = [
    path("api/v1/accounts/<account:account>", AccountView.as_view(), name="api-account"),
    path("api/v1/networks", NetworkListView.as_view(), name="api-network-list"),
    path("api/v1/networks/<str:network>", NetworkView.as_view(), name="api-network"),
    path("api/v1/networks/<str:network>/members", MemberListView.as_view(), name="api-network-members"),
    path("api/v1/networks/<str:network>/links", LinkListView.as_view(), name="api-network-links"),
]
