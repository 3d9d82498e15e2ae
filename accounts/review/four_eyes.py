"""May this person be the second one? Nobody approves what they had a hand in.

Who took part, and in what:

* in a **proposal**: whoever proposed it, or proposed an earlier version of it in the same case (returned, declined or
  withdrawn). Returning a proposal or declining it is not taking part: the second person may approve the next version.
* in an **appeal**: whoever decided or approved the decision appealed. They may neither decide the appeal nor propose
  or approve the restoration.

Pure: people are numbers here.
"""

from collections.abc import Collection


def why_not_approve(person: int | None, proposer: int, authors: Collection[int], appealed: Collection[int]) -> str:
    """Why this person may not approve, in a sentence; empty if they may."""
    if person is None:
        return "Only a person approves, never a program."
    if person == proposer:
        return "You proposed this; another person must approve it."
    if person in authors:
        return "You proposed an earlier version of this; another person must approve it."
    return why_not_decide_appeal(person, appealed)


def why_not_decide_appeal(person: int | None, appealed: Collection[int]) -> str:
    """Why this person may not decide an appeal against a decision in which these people took part."""
    if person is None:
        return "Only a person decides an appeal."
    if person in appealed:
        return "You took part in the decision appealed; somebody else must decide the appeal."
    return ""
