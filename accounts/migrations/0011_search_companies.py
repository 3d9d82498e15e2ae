"""Indexes by which the search finds a company: by part of its name, by a number as it was copied, by LEI."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Upper

AS_COPIED = Upper(
    Func(
        "registration_number",
        Value("[^[:alnum:]]"),
        Value(""),
        Value("g"),
        function="regexp_replace",
        output_field=models.CharField(),
    )
)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_know_the_sources_of_webhooks")]

    operations = [
        TrigramExtension(),  # a trusted extension: whoever owns the database may install it
        migrations.AddIndex(
            model_name="legalentity",
            index=GinIndex(OpClass(F("name"), name="gin_trgm_ops"), name="legal_entity_by_name"),
        ),
        migrations.AddIndex(
            model_name="legalentity",
            index=models.Index(AS_COPIED, condition=~Q(registration_number=""), name="legal_entity_by_number"),
        ),
        migrations.AddIndex(
            model_name="legalentity",
            index=models.Index(fields=["lei"], condition=~Q(lei=""), name="legal_entity_by_lei"),
        ),
    ]
