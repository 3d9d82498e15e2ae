"""How far is an application filled in? What lists show of it without opening anything, computed when it is saved."""

from accounts.onboarding.models import Application
from accounts.onboarding.needs import STEPS, Missing, done, missing
from accounts.onboarding.opening import claims_of
from accounts.policy.querysets import current

MEASURED = ["missing", "steps_done", "steps"]


def measure(application: Application) -> tuple[Missing, ...]:
    """Write what is missing, as keys, and how many steps are done; answers what is missing."""
    claims, numbers = claims_of(application), current().numbers.onboarding
    gaps = missing(claims, numbers)
    application.missing = [gap.key for gap in gaps]
    application.steps_done, application.steps = done(claims, numbers), len(STEPS[application.kind])
    application.save(update_fields=MEASURED)
    return gaps
