"""What did a reviewer read in a register, without a document of the applicant's?"""

from django.conf import settings
from django.db import models

from accounts.onboarding.models_application import Application


class RegisterReading(models.Model):
    """A look into a register: `sealed` is a `reading.Reading` under the application's key. The newest one counts."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="register_readings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "onboarding_register_reading"
        indexes = [models.Index(fields=["application", "-id"], name="register_reading_newest")]

    def __str__(self) -> str:
        return f"register reading {self.pk}"
