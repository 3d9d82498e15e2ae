"""Where does an applicant go? Every address begins with the token of their link."""

from django.urls import URLPattern, URLResolver, path

from accounts.onboarding import portal_answer_views, portal_document_views, portal_party_views, portal_views
from kycrisk.lib import routes  # noqa: F401  # registers <id:…>

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:token>/", portal_views.enter, name="apply"),
    path("<slug:token>/step/<slug:step>/", portal_views.step, name="apply-step"),
    path("<slug:token>/save/<slug:group>/", portal_views.save_group, name="apply-save"),
    path("<slug:token>/parties/", portal_party_views.parties, name="apply-parties"),
    path("<slug:token>/party/<slug:key>/", portal_party_views.party, name="apply-party"),
    path("<slug:token>/party/<slug:key>/chart/", portal_party_views.draw, name="apply-chart"),
    path("<slug:token>/file/<slug:slot>/", portal_document_views.upload, name="apply-upload"),
    path("<slug:token>/withdraw/<id:document>/", portal_document_views.withdraw, name="apply-withdraw"),
    path("<slug:token>/answer/<id:item>/", portal_answer_views.answer, name="apply-answer"),
    path("<slug:token>/contest/", portal_answer_views.contest, name="apply-contest"),
]
