"""A reviewer compares the person's papers and says so (`actions_identity.say_identity`). Needs no other machine."""

from accounts.onboarding.verifiers import Outcome, Question, Started


class Manual:
    """Waits for a person's word, for as long as it takes."""

    name = "manual"
    works_offline = True

    def start(self, question: Question) -> Started:
        """There is nowhere to go: the papers are uploaded with the application."""
        return Started(question.session)

    def fetch(self, external_id: str) -> Outcome:  # the interface's
        """Nobody has said anything, or the question would be finished."""
        return Outcome("pending", final=False)
