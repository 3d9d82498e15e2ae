"""Where do applicants, sellers and reviewers find an application?"""

from django.urls import URLPattern, URLResolver, path

from accounts.onboarding import approval_views, document_views, reading_views, review_views
from kycrisk.lib import routes  # noqa: F401  # registers <id:…>

APPLICATION = "applications/<id:application>/"
DOCUMENT = f"{APPLICATION}documents/<id:document>/"

urlpatterns: list[URLPattern | URLResolver] = [
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
    path(f"{APPLICATION}approve/", approval_views.approve, name="application-approve"),
]
