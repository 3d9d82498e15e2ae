from django.db import migrations

# Until now who was left out looked like who was passed over, but for the reason's first words.
FORWARD = """
UPDATE review_decision_member SET state = 'left_out', skipped_reason = substr(skipped_reason, 11)
 WHERE state = 'skipped' AND skipped_reason LIKE 'left out: %'
"""
BACK = """
UPDATE review_decision_member SET state = 'skipped', skipped_reason = left('left out: ' || skipped_reason, 200)
 WHERE state = 'left_out'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_follow_a_decision_through"),
    ]

    operations = [migrations.RunSQL(FORWARD, BACK)]
