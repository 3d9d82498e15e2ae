"""Where do applicants, sellers and reviewers find an application?"""

from django.urls import URLPattern, URLResolver, path

from accounts.onboarding import document_views
from kycrisk.lib import routes  # noqa: F401  # registers <id:…>

DOCUMENT = "applications/<id:application>/documents/<id:document>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(DOCUMENT, document_views.document, name="application-document"),
    path(f"{DOCUMENT}pages/<int:number>/", document_views.document_page, name="application-document-page"),
]
