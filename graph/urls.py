"""The derivation's routes."""

from django.urls import URLPattern, URLResolver, include, path

from graph.signals.api import SignalsView
from graph.signals.intake.api import intake, stripe_intake

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("graph.desk.urls")),
    path("api/v1/signals", SignalsView.as_view(), name="api-signals"),
    path("api/v1/intake/stripe", stripe_intake, name="api-intake-stripe"),
    path("api/v1/intake/<slug:source>", intake, name="api-intake"),
]
