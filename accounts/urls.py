"""The record's routes."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("accounts.staff.urls")),
    path("", include("accounts.policy.urls")),
    path("", include("accounts.access.urls")),
    path("", include("accounts.review.urls")),
    path("", include("accounts.onboarding.urls")),
    path("", include("accounts.webhooks.urls")),
]
