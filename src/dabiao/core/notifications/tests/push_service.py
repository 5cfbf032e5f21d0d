"""A push service as browsers' makers run them (RFC 8030), on this machine: it checks who pushes and reads what was sent."""

import json
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import http_ece
import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _raw(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class PushService:
    """`answers` are the statuses of the next requests; 201 after them. `got` is what browsers would have shown."""

    answers: list[int] = field(default_factory=list)
    got: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    asked: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = b"0123456789abcdef"

    def __post_init__(self) -> None:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(service.take(self.headers, body))
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def subscription(self, name: str = "a") -> dict[str, str]:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": f"{self.origin}/{name}", "p256dh": _text(point), "auth": _text(self.auth)}

    def take(self, headers: Any, body: bytes) -> int:
        self.asked += 1
        status = self.answers.pop(0) if self.answers else 201
        if status == 201:
            self.check_sender(headers)
            assert headers["Content-Encoding"] == "aes128gcm"
            assert int(headers["TTL"]) > 0
            self.headers.append({name.lower(): value for name, value in headers.items()})
            self.got.append(json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth)))
        return status

    def check_sender(self, headers: Any) -> None:
        scheme, _, rest = headers["Authorization"].partition(" ")
        said = dict(part.strip().split("=", 1) for part in rest.split(","))
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _raw(said["k"]))
        claims = jwt.decode(said["t"], public, algorithms=["ES256"], options={"verify_aud": False})
        assert scheme == "vapid"
        assert claims["aud"] == "http://127.0.0.1"
        assert claims["sub"].startswith("mailto:")

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
