from datetime import timedelta

from django.db.models import TextChoices


class LeadStatus(TextChoices):
    """Where a lead stands. Converted and invalid are ends; an invalid lead may be taken up again."""

    NEW = "new"
    ASSIGNED = "assigned"
    CONTACTED = "contacted"
    QUALIFIED = "qualified"
    CONVERTED = "converted"
    INVALID = "invalid"


LIVE = (LeadStatus.NEW, LeadStatus.ASSIGNED, LeadStatus.CONTACTED, LeadStatus.QUALIFIED)


class InvalidReason(TextChoices):
    WRONG_NUMBER = "wrong_number"
    UNREACHABLE = "unreachable"
    NOT_INTERESTED = "not_interested"
    NO_BUDGET = "no_budget"
    NOT_A_FIT = "not_a_fit"
    DUPLICATE = "duplicate"
    SPAM = "spam"
    OTHER = "other"


class Grade(TextChoices):
    NONE = ""
    A = "A"
    B = "B"
    C = "C"
    D = "D"


class LeadSource(TextChoices):
    """How it came. Free campaigns and channels stand beside it, in `campaign`."""

    MANUAL = "manual"
    FORM = "form"
    CHAT = "chat"
    PHONE = "phone"
    FILE = "file"
    API = "api"
    EMAIL = "email"
    WECOM = "wecom"
    ADVERT = "advert"
    EVENT = "event"
    REFERRAL = "referral"
    OTHER = "other"


# How soon after its assignment a lead is to be contacted for the first time (D4), by the clock on the wall.
FIRST_RESPONSE = timedelta(minutes=5)

# Why a lead was given by the rules of dispatch and not by a person: who gets it hears of it from there.
GIVEN_BY_RULE = frozenset({"dispatch", "breach", "desk"})
