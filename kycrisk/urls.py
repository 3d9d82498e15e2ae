"""Which address leads where? The composition of both apps; every route below declares who may use it."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
