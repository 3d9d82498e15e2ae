"""The body of an idempotent answer is sealed, and stored together with the effect: no row waits for its answer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_count_logins_in_the_database")]

    operations = [
        migrations.RunSQL("DELETE FROM staff_idempotent_answer", migrations.RunSQL.noop),  # kept for a day at most
        migrations.RemoveIndex("idempotentanswer", "idempotent_answer_by_age"),
        migrations.RenameField("idempotentanswer", "started_at", "answered_at"),
        migrations.AddIndex("idempotentanswer", models.Index(fields=["answered_at"], name="idempotent_answer_by_age")),
        migrations.RemoveField("idempotentanswer", "method_path"),
        migrations.RemoveField("idempotentanswer", "body"),
        migrations.AlterField("idempotentanswer", "status", models.PositiveSmallIntegerField()),
        migrations.AddField("idempotentanswer", "wrapped_key", models.BinaryField(), preserve_default=False),
        migrations.AddField("idempotentanswer", "sealed_body", models.BinaryField(), preserve_default=False),
    ]
