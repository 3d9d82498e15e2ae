"""What was asked, answered, remarked and objected? Free text names people, so it is sealed under the application's key.

Whoever shows it to staff has a page that they may see; the applicant's own pages show the questions and their answers.
"""

from accounts.onboarding.models import Application, Comment, Contest, ItemRequest
from accounts.onboarding.opening import opened_text, sealed_text
from kycrisk.lib.errors import Refused

LONGEST = 4_000
CONTEXTS = {
    "question": "application.item",
    "answer": "application.item_answer",
    "comment": "application.comment",
    "contest": "application.contest",
}


def put_words(application: Application, text: str, kind: str) -> bytes:
    """The text sealed. Refused (422) if it is empty or too long."""
    text = text.strip()
    if not 0 < len(text) <= LONGEST:
        raise Refused(f"Write between 1 and {LONGEST:,} characters.", code="bad_text", status=422)
    return sealed_text(application, text, CONTEXTS[kind])


def question_of(item: ItemRequest) -> str:
    """What the reviewer asked; empty once the application was erased. The item comes with its application."""
    return opened_text(item.application, item.sealed_text, CONTEXTS["question"])


def answer_of(item: ItemRequest) -> str:
    """What the applicant answered in words; empty if they did not."""
    return opened_text(item.application, item.sealed_answer, CONTEXTS["answer"])


def comment_of(comment: Comment) -> str:
    """What a colleague wrote beside the application."""
    return opened_text(comment.application, comment.sealed_text, CONTEXTS["comment"])


def contest_of(contest: Contest) -> str:
    """What a rejected applicant writes."""
    return opened_text(contest.application, contest.sealed_text, CONTEXTS["contest"])
