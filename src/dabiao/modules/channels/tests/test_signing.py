"""Who can prove that they are the platform."""

import base64
import hashlib
import hmac

import pytest

from dabiao.modules.channels.rules.signing import Request, is_genuine
from dabiao.testing.people import NOW

BODY = b'{"phone":"13800000001"}'
DIGEST = hmac.new(b"s3cret", BODY, hashlib.sha256).digest()


def genuine(signing: str, *, name: str = "", secret: str = "s3cret", query: str = "", **headers: str) -> bool:
    pairs = dict(one.split("=", 1) for one in query.split("&") if one)
    said = Request(pairs, {key.replace("_", "-"): value for key, value in headers.items()}, BODY)
    return is_genuine(said, signing=signing, name=name, secret=secret, now=NOW)


@pytest.mark.parametrize(
    "given", [DIGEST.hex(), DIGEST.hex().upper(), f"sha256={DIGEST.hex()}", base64.b64encode(DIGEST).decode()]
)
def test_a_signature_is_read_in_hex_and_base64(given: str) -> None:
    assert genuine("hmac_sha256", x_signature=given)


@pytest.mark.parametrize("given", ["", "sha256=", "0" * 64, DIGEST.hex()[:-1], "é"])
def test_any_other_signature_is_refused(given: str) -> None:
    assert not genuine("hmac_sha256", x_signature=given)


def test_the_header_has_the_name_that_was_agreed_on() -> None:
    assert genuine("hmac_sha256", name="X-Hub-Signature", x_hub_signature=DIGEST.hex())
    assert not genuine("hmac_sha256", name="X-Hub-Signature", x_signature=DIGEST.hex())


def test_a_token_comes_in_a_header_or_in_the_address() -> None:
    assert genuine("token", token="s3cret")
    assert genuine("token", name="Authorization", authorization="Bearer s3cret")
    assert genuine("token", query="token=s3cret")
    assert not genuine("token", query="token=other")
    assert not genuine("token")


def sorted_query(at: int) -> str:
    joined = "".join(sorted(("s3cret", str(at), "n1")))
    return f"timestamp={at}&nonce=n1&signature={hashlib.sha1(joined.encode()).hexdigest()}"


def test_the_sorted_signature_is_good_for_five_minutes() -> None:
    now = int(NOW.timestamp())
    assert [genuine("sorted_sha1", query=sorted_query(now + late)) for late in (0, -300, 300, -301, 301)] == [
        *(True, True, True),
        *(False, False),
    ]
    assert not genuine("sorted_sha1", query=sorted_query(now).replace("nonce=n1", "nonce=n2"))


def test_without_a_secret_nobody_proves_anything() -> None:
    assert not genuine("token", secret="", token="")
    assert genuine("none", secret="")
