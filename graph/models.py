"""The index of the derivation's tables, for Django alone; stages import each other, never this module."""

from graph.behavior.models import CohortWeek, Conduct, FamilyCount, ModelRelease, PromptFamily, WeeklyPattern
from graph.canaries.models import Canary, Minting, Recipient, Spotting
from graph.networks.models import Epoch, LookAlike, Membership, Network, SuspendedPool
from graph.pipeline.models import LastAdvance, PolicyTrial
from graph.risk.models import Assessment, PoolReference
from graph.signals.models import (
    Cursor,
    DailyPayment,
    Identifier,
    NetworkRange,
    Receipt,
    Sighting,
    Signal,
    Source,
    Touched,
    WeeklyProfile,
)
from graph.signals.models_sources import Revocation, WithheldPayment, WithheldProfile, WithheldSighting
from graph.signals.models_stripe import StripeObject, StripeWaiting

__all__ = [
    "Assessment",
    "Canary",
    "CohortWeek",
    "Conduct",
    "Cursor",
    "DailyPayment",
    "Epoch",
    "FamilyCount",
    "Identifier",
    "LastAdvance",
    "LookAlike",
    "Membership",
    "Minting",
    "ModelRelease",
    "Network",
    "NetworkRange",
    "PolicyTrial",
    "PoolReference",
    "PromptFamily",
    "Receipt",
    "Recipient",
    "Revocation",
    "Sighting",
    "Signal",
    "Source",
    "Spotting",
    "StripeObject",
    "StripeWaiting",
    "SuspendedPool",
    "Touched",
    "WeeklyPattern",
    "WeeklyProfile",
    "WithheldPayment",
    "WithheldProfile",
    "WithheldSighting",
]
