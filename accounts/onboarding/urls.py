"""Where do applicants, sellers and reviewers find an application?"""

from django.urls import URLPattern, URLResolver, include, path

from accounts.onboarding import (
    api,
    application_views,
    approval_views,
    confirm_views,
    contest_views,
    document_views,
    reading_views,
    review_views,
    sales_views,
    start_views,
    team_views,
)
from kycrisk.lib import routes  # noqa: F401  # registers <id:…>

APPLICATION = "applications/<id:application>/"
DOCUMENT = f"{APPLICATION}documents/<id:document>/"

machines: list[URLPattern | URLResolver] = [
    path("api/v1/applications", api.ApplicationListView.as_view(), name="api-application-list"),
    path("api/v1/applications/<id:application>", api.ApplicationView.as_view(), name="api-application"),
]

sellers: list[URLPattern | URLResolver] = [
    path("applications/", sales_views.applications, name="page-applications"),
    path("applications/list/", sales_views.applications_list, name="applications-list"),
    path("applications/times/", sales_views.applications_times, name="applications-times"),
    path("applications/search/", sales_views.applications_search, name="applications-search"),
    path("applications/applications.csv", sales_views.applications_file, name="applications-file"),
    path("applications/start/", start_views.start, name="application-start"),
    path("applications/start/similar/", start_views.similar, name="application-similar"),
    path("applications/import/", start_views.import_file, name="application-import"),
    path("applications/import/start/", start_views.import_start, name="application-import-start"),
    path("applications/import/left.csv", start_views.import_left, name="application-import-left"),
    path("applications/import/template.csv", start_views.import_template, name="application-import-template"),
    path("applications/<id:application>/", application_views.application, name="page-application"),
    path("applications/<id:application>/invite/", application_views.invite, name="application-invite"),
    path("applications/<id:application>/revoke/", application_views.revoke, name="application-revoke"),
    path("applications/<id:application>/give/", team_views.give, name="application-give"),
    path("applications/<id:application>/account/", team_views.name_account, name="application-account"),
    path("applications/<id:application>/comment/", team_views.comment, name="application-comment"),
]

documents: list[URLPattern | URLResolver] = [
    path(DOCUMENT, document_views.document, name="application-document"),
    path(f"{DOCUMENT}pages/<int:number>/", document_views.document_page, name="application-document-page"),
    path(f"{DOCUMENT}reading/", reading_views.reading, name="application-reading"),
    path(f"{APPLICATION}review/", review_views.review, name="application-review"),
    path(f"{APPLICATION}open/", review_views.open_it, name="application-open"),
    path(f"{APPLICATION}draft/", review_views.draft, name="application-draft"),
    path(f"{APPLICATION}answer/", review_views.answer, name="application-answer"),
    path(f"{APPLICATION}items/withdraw/", review_views.withdraw_item, name="application-item-withdraw"),
    path(f"{APPLICATION}checks/again/", review_views.check_again, name="application-check-again"),
    path(f"{APPLICATION}checks/judge/", review_views.judge_check, name="application-judge"),
    path(f"{APPLICATION}register/", reading_views.register, name="application-register"),
    path(f"{APPLICATION}standing/", approval_views.standing_towards_enterprise, name="application-standing"),
    path("contests/<id:decision>/", contest_views.contest, name="application-contest"),
    path(f"{APPLICATION}approve/", approval_views.approve, name="application-approve"),
]

applicants: list[URLPattern | URLResolver] = [path("apply/", include("accounts.onboarding.portal_urls"))]

# Before the portal's own addresses, which begin alike.
confirming: list[URLPattern | URLResolver] = [
    path("apply/confirm/<slug:token>/", confirm_views.confirm_address, name="apply-confirm"),
]

urlpatterns: list[URLPattern | URLResolver] = [*machines, *sellers, *documents, *confirming, *applicants]
