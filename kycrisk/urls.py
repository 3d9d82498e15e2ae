"""Which address leads where? The composition of both apps; every route declares who may use it."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("", include("graph.urls")),
]
