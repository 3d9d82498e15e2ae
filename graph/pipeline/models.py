"""When did the clock last advance, and how long did it take? For whoever watches over the installation."""

from django.db import models


class LastAdvance(models.Model):
    """One row: when the clock's last advance ended, and how long the last one took that had anything to do."""

    ended_at = models.DateTimeField()
    seconds = models.FloatField(default=0.0)

    class Meta:
        db_table = "pipeline_last_advance"

    def __str__(self) -> str:
        return f"{self.ended_at}"
