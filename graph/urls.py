"""The derivation's routes."""

from django.urls import URLPattern, URLResolver, include, path

from graph.signals.api import SignalsView

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("graph.desk.urls")),
    path("api/v1/signals", SignalsView.as_view(), name="api-signals"),
]
