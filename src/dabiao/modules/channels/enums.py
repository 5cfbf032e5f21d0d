"""Values of channels."""

from django.db.models import TextChoices


class ChannelKind(TextChoices):
    """What delivers. Each has its adapter under `rules/adapters`."""

    OCEANENGINE = "oceanengine"
    TENCENT = "tencent"
    BAIDU = "baidu"
    JSON = "json"
    TELEPHONY = "telephony"
    SPEND = "spend"


class Signing(TextChoices):
    """How a delivery proves who sent it, beyond knowing the address."""

    NONE = "none"
    TOKEN = "token"  # noqa: S105 - the name of a way to sign
    HMAC_SHA256 = "hmac_sha256"
    SORTED_SHA1 = "sorted_sha1"


class DeliveryState(TextChoices):
    """Ignored: taken, and nothing to be done about it (a test of the platform, a ringing telephone)."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"
    IGNORED = "ignored"


class CampaignState(TextChoices):
    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"


class Direction(TextChoices):
    IN = "in"
    OUT = "out"


class CallStage(TextChoices):
    """What a telephone system tells of a call, in the order in which it happens."""

    STARTED = "started"
    ANSWERED = "answered"
    ENDED = "ended"
    MISSED = "missed"
    RECORDED = "recorded"
