"""Where are endpoints and deliveries?"""

from django.urls import path

from accounts.webhooks import api
from kycrisk.lib import routes  # noqa: F401  # registers <id:…>

urlpatterns = [
    path("api/v1/webhook-endpoints", api.EndpointListView.as_view(), name="api-webhook-endpoints"),
    path("api/v1/webhook-endpoints/<id:endpoint>", api.EndpointView.as_view(), name="api-webhook-endpoint"),
    path(
        "api/v1/webhook-endpoints/<id:endpoint>/secret",
        api.EndpointSecretView.as_view(),
        name="api-webhook-endpoint-secret",
    ),
    path("api/v1/webhook-deliveries", api.DeliveryListView.as_view(), name="api-webhook-deliveries"),
    path(
        "api/v1/webhook-deliveries/<id:delivery>/redeliver",
        api.RedeliverView.as_view(),
        name="api-webhook-redeliver",
    ),
]
