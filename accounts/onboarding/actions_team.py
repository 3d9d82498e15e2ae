"""How do sellers and reviewers work on an application together? A remark, who follows it, for which account it is."""

from django.db import transaction
from django.utils import timezone

from accounts.journal.actors import Actor
from accounts.onboarding.actions_start import known_account
from accounts.onboarding.announcing import application_changed
from accounts.onboarding.holding import take, tell
from accounts.onboarding.models import Application, Comment
from accounts.onboarding.start import account_id
from accounts.onboarding.states import DRAFT, Step
from accounts.onboarding.taking_up import let_in, look_again
from accounts.onboarding.words import put_words
from accounts.staff.models import User
from accounts.staff.roles import Verb, role_may
from kycrisk.lib.errors import Refused


@transaction.atomic
def comment(*, by: Actor, application: Application, text: str) -> Comment:
    """Write something beside the application, for sellers and reviewers."""
    application = take(application, Step.COMMENT, by)
    if by.user_id is None:
        raise Refused("Only a person writes here.", code="not_a_person", status=403)
    sealed = put_words(application, text, "comment")
    made = Comment.objects.create(application=application, by_id=by.user_id, at=timezone.now(), sealed_text=sealed)
    tell(by, application, "application.commented", comment=made.pk)
    return made


@transaction.atomic
def give_to(*, by: Actor, application: Application, user: User) -> Application:
    """Somebody else follows it from now on. Refused (422) for whoever does not sell."""
    application = take(application, Step.GIVE, by)
    if not role_may(user.role, Verb.WORK_APPLICATIONS) or not user.is_active:
        raise Refused(
            f"{user} does not follow applications; choose somebody of sales.", code="cannot_follow", status=422
        )
    application.owner = user
    application.save(update_fields=["owner"])
    tell(by, application, "application.given", to=user.username)
    return application


@transaction.atomic
def name_account(*, by: Actor, application: Application, account: str) -> Application:
    """Say which account the approval opens; once. An application that was handed in lets it in provisionally.

    Raises `Refused`: 409 if one was named, or it has another open application, or was erased; 422 for an unreadable id.
    """
    application = take(application, Step.NAME_ACCOUNT, by)
    if application.account is not None:
        raise Refused(f"It is for {application.account.account} already.", code="account_named")
    application.account = known_account(by, account_id(account), application)
    application.save(update_fields=["account"])
    tell(by, application, "application.account_named", account=application.account.account)
    application_changed(application)
    if application.state != DRAFT:
        let_in(by, application, timezone.now())
        look_again(by, application)
    return application
