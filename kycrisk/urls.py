"""Which address leads where? The composition of both apps; every route declares who may use it."""

from django.urls import URLPattern, URLResolver, include, path

from kycrisk import documentation, health, metrics, navigation

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("api/schema/", documentation.schema, name="api-schema"),
    path("api/docs/", documentation.docs, name="api-docs"),
    path("", navigation.home, name="home"),
    path("", include("accounts.urls")),
    path("", include("graph.urls")),
]

handler400 = "kycrisk.failures.bad_request"
handler403 = "kycrisk.failures.permission_denied"
handler404 = "kycrisk.failures.page_not_found"
handler429 = "kycrisk.failures.too_many_requests"
handler500 = "kycrisk.failures.server_error"
