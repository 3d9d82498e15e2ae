"""The access question as one would write it in an afternoon: a generic view and a serializer made from the model."""

from typing import Any, ClassVar

from django.urls import path
from rest_framework.generics import RetrieveAPIView
from rest_framework.serializers import CharField, ModelSerializer

from accounts.access.models import Access
from kycrisk import health


class AccessSerializer(ModelSerializer[Access]):
    """Every column, and the account's own id."""

    account = CharField(source="account.account")

    class Meta:
        model = Access
        exclude: ClassVar[list[str]] = ["id"]


class PlainView(RetrieveAPIView[Any]):
    """`GET accounts/{account}/access`."""

    queryset = Access.objects.select_related("account")
    serializer_class = AccessSerializer
    lookup_field, lookup_url_kwarg = "account__account", "account"
    scopes: ClassVar[dict[str, str]] = {"GET": "access:read"}


urlpatterns = [
    path("readyz", health.readyz),
    path("api/v1/accounts/<str:account>/access", PlainView.as_view()),
]
