"""Where do applicants, sellers and reviewers find an application?"""

from django.urls import URLPattern, URLResolver

from kycrisk.lib import routes  # noqa: F401  # registers <id:…>

urlpatterns: list[URLPattern | URLResolver] = []
