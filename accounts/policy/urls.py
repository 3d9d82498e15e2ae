"""Where is the policy read, drafted and brought into force?"""

from django.urls import path

from accounts.policy import views

urlpatterns = [
    path("policy/", views.policy, name="page-policy"),
    path("policy/draft/", views.draft, name="page-policy-draft"),
    path("policy/<int:policy>/", views.version, name="page-policy-version"),
    path("policy/<int:policy>/revise/", views.revise, name="page-policy-revise"),
    path("policy/<int:policy>/propose/", views.propose, name="policy-propose"),
    path("policy/<int:policy>/return/", views.return_to_draft, name="policy-return"),
    path("policy/<int:policy>/shadow/", views.shadow, name="policy-shadow"),
    path("policy/<int:policy>/activate/", views.activate, name="policy-activate"),
    path("policy/<int:policy>/again/", views.again, name="policy-again"),
]
