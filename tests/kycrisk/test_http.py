"""Can a stranger's address make us call our own house? First the honest receiver, then everybody else."""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from kycrisk.lib.addresses import is_public
from kycrisk.lib.http import Answer, Forbidden, Manners, Unreachable, checked_addresses, post, resolve, understood
from tests.receiver import Receiver

HERE = Manners(loopback_allowed=True, total_seconds=1.0, connect_seconds=0.5)


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    with Receiver() as running:
        yield running


class Resolver:
    """A name server that a stranger runs: it answers what it likes, and remembers how often it was asked."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers, self.asked = answers, 0

    def __call__(self, _host: str, _port: int) -> Sequence[str]:
        self.asked += 1
        return self.answers[min(self.asked, len(self.answers)) - 1]


def resolving_to(*addresses: str) -> Resolver:
    return Resolver(addresses)


# -- the honest


@pytest.mark.parametrize(
    ("url", "host", "port", "path"),
    [
        ("https://hooks.harbour.example", "hooks.harbour.example", 443, "/"),
        ("https://hooks.harbour.example/in?a=1&b=2", "hooks.harbour.example", 443, "/in?a=1&b=2"),
        ("https://HOOKS.Harbour.example:8443/x", "hooks.harbour.example", 8443, "/x"),
        ("https://xn--hfen-5qa.example/", "xn--hfen-5qa.example", 443, "/"),
        ("https://1.1.1.1/dns", "1.1.1.1", 443, "/dns"),
        ("https://[2606:4700::1111]/", "2606:4700::1111", 443, "/"),
        ("https://3com.example/", "3com.example", 443, "/"),
        ("https://hooks_eu.harbour.example/", "hooks_eu.harbour.example", 443, "/"),
    ],
)
def test_harbours_addresses_are_understood(url: str, host: str, port: int, path: str) -> None:
    target = understood(url)
    assert (target.host, target.port, target.path) == (host, port, path)


def test_harbour_gets_the_body_the_headers_and_its_own_name(receiver: Receiver) -> None:
    answer = post(f"{receiver.url}/hook?x=1", body=b'{"a":1}', headers={"webhook-id": "msg_1"}, manners=HERE)
    got = receiver.requests()[-1]
    assert answer == Answer(200, "status 200")
    assert (got["path"], got["body"], got["headers"]["webhook-id"]) == ("/hook?x=1", '{"a":1}', "msg_1")
    assert got["headers"]["Host"] == f"127.0.0.1:{receiver.port}"


def test_the_name_is_resolved_once_and_the_checked_address_is_called(receiver: Receiver) -> None:
    rebinding = Resolver(["127.0.0.1"], ["10.0.0.1"])
    answer = post(f"http://localhost:{receiver.port}/", body=b"", headers={}, manners=replace(HERE, resolver=rebinding))
    assert (answer.status, rebinding.asked) == (200, 1)
    assert receiver.requests()[-1]["headers"]["Host"] == f"localhost:{receiver.port}"


def test_an_address_that_does_not_answer_is_passed_over(receiver: Receiver) -> None:
    two = resolving_to("127.77.0.1", "127.0.0.1")
    assert (
        post(f"http://localhost:{receiver.port}/", body=b"", headers={}, manners=replace(HERE, resolver=two)).status
        == 200
    )


# -- hostile addresses

HOSTILE = (
    """
http://hooks.harbour.example/
ftp://hooks.harbour.example/
file:///etc/passwd
gopher://hooks.harbour.example/
javascript:alert(1)
//hooks.harbour.example/
hooks.harbour.example

https://
https:///path
https://localhost/
https://LOCALHOST/
https://localhost./
https://foo.localhost/
https://metadata.google.internal/computeMetadata/v1/
https://kubernetes.default.svc.cluster.local/
https://printer.local/
https://router.lan/
https://intranet/
https://postgres:5432/
https://abc.onion/
https://127.0.0.1.in-addr.arpa/
https://127.0.0.1/
https://127.1/
https://127.0.1/
https://127.255.255.254/
https://2130706433/
https://0x7f000001/
https://0x7f.0.0.1/
https://0177.0.0.1/
https://017700000001/
https://127.0.0.01/
https://127.0.0.1./
https://0/
https://0.0.0.0/
https://10.0.0.1/
https://172.16.0.1/
https://172.31.255.255/
https://192.168.1.1/
https://169.254.169.254/latest/meta-data/
https://0xa9fea9fe/
https://2852039166/
https://169.254.43518/
https://100.64.0.1/
https://100.100.100.200/
https://168.63.129.16/
https://192.0.0.192/
https://192.0.2.1/
https://192.88.99.1/
https://198.18.0.1/
https://198.51.100.7/
https://203.0.113.9/
https://224.0.0.1/
https://240.0.0.1/
https://255.255.255.255/
https://[::]/
https://[::1]/
https://[0:0:0:0:0:0:0:1]/
https://[::127.0.0.1]/
https://[::ffff:127.0.0.1]/
https://[::ffff:7f00:1]/
https://[::ffff:169.254.169.254]/
https://[::ffff:0:127.0.0.1]/
https://[64:ff9b::7f00:1]/
https://[64:ff9b::a9fe:a9fe]/
https://[64:ff9b:1::a00:1]/
https://[2002:7f00:1::]/
https://[2002:a9fe:a9fe::1]/
https://[2001:0:7f00:1::]/
https://[2001:db8::1]/
https://[3fff::1]/
https://[5f00::1]/
https://[100::1]/
https://[fc00::1]/
https://[fd00:ec2::254]/
https://[fe80::1]/
https://[fe80::1%25eth0]/
https://[fec0::1]/
https://[ff02::1]/
https://[::1
https://[hooks.harbour.example]/
https://user:secret@hooks.harbour.example/
https://hooks.harbour.example@127.0.0.1/
https://@hooks.harbour.example/
https://hooks.harbour.example:22/
https://hooks.harbour.example:80/
https://hooks.harbour.example:0/
https://hooks.harbour.example:65536/
https://hooks.harbour.example:-1/
https://hooks.harbour.example:x/
https://hooks.harbour.example:/
https://hooks.harbour.example/#@127.0.0.1/
https://hooks.harbour.example\\@127.0.0.1/
https:\\\\127.0.0.1/
https://hooks.harbour.example /
 https://hooks.harbour.example/
https://hooks.harbour.example/a b
https://hooks.harbour.example/\tx
https://hooks.harbour.example/\r\nX-Evil: 1
https://hooks.harbour.example/\x00
https://１２７.０.０.１/
https://①②⑦.⓪.⓪.①/
https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/
https://hooks。harbour。example/
https://häfen.example/
https://%6c%6f%63alhost/
https://hooks%2eharbour.example/
https://-hooks.harbour.example/
https://hooks..harbour.example/
https://hooks.harbour.example,127.0.0.1/
https://127.0.0.1:80@hooks.harbour.example/
https://hooks.harbour.1/
https://hooks.harbour.0x1/
""".replace("\\t", "\t")
    .replace("\\r", "\r")
    .replace("\\x00", "\x00")
    .strip("\n")
)


@pytest.mark.parametrize("url", [*HOSTILE.split("\n"), "https://hooks.harbour.example/" + "a" * 1000])
def test_a_hostile_address_is_refused_before_anything_is_resolved(url: str) -> None:
    with pytest.raises(Forbidden) as refusal:
        understood(url)
    assert str(refusal.value).endswith(".")


def test_allowing_this_machine_allows_nothing_else() -> None:
    for url in ("http://127.0.0.1:8000/", "http://[::1]:8000/", "http://localhost:8000/", "https://127.0.0.1:8443/"):
        assert understood(url, loopback_allowed=True).path == "/"
    for url in ("http://10.0.0.1/", "http://hooks.harbour.example/", "https://169.254.169.254/", "http://0.0.0.0/"):
        with pytest.raises(Forbidden):
            understood(url, loopback_allowed=True)


@pytest.mark.parametrize(
    "addresses",
    [
        ["10.0.0.5"],
        ["93.184.215.14", "10.0.0.5"],
        ["10.0.0.5", "93.184.215.14"],
        ["::ffff:10.0.0.5"],
        ["64:ff9b::a00:5"],
        ["2606:4700::1111", "fe80::1%lo"],
        ["169.254.169.254"],
        ["127.0.0.1"],
    ],
)
def test_a_name_with_a_single_inner_address_is_refused(addresses: list[str]) -> None:
    with pytest.raises(Forbidden, match="not on the public internet"):
        post(
            "https://hooks.larkspur.example/",
            body=b"",
            headers={},
            manners=replace(HERE, resolver=resolving_to(*addresses)),
        )


def test_a_name_that_says_this_machine_must_be_this_machine() -> None:
    target = understood("http://localhost:8000/", loopback_allowed=True)
    with pytest.raises(Forbidden):
        checked_addresses(target, replace(HERE, resolver=resolving_to("10.0.0.1")))


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:4700::1111", True),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::5db8:d70e", True),
        ("2002:5db8:d70e::1", False),
        ("2001:0:5db8:d70e::1", False),
        ("::93.184.215.14", False),
    ],
)
def test_an_address_is_judged_by_the_one_it_carries(address: str, public: bool) -> None:  # noqa: FBT001
    assert is_public(ipaddress.ip_address(address)) is public


# -- hostile answers


def test_a_redirect_is_an_answer_and_not_an_order(receiver: Receiver) -> None:
    assert post(f"{receiver.url}/redirect", body=b"", headers={}, manners=HERE).status == 302
    assert all(request["path"] != "/secret" for request in receiver.requests())


@pytest.mark.parametrize("path", ["slow", "trickle"])
def test_a_slow_or_trickling_receiver_is_left_at_the_deadline(receiver: Receiver, path: str) -> None:
    began = time.monotonic()
    with pytest.raises(Unreachable, match="within 1 second"):
        post(f"{receiver.url}/{path}", body=b"", headers={}, manners=HERE)
    assert time.monotonic() - began < 5


def test_an_endless_answer_is_cut_and_cleaned(receiver: Receiver) -> None:
    answer = post(f"{receiver.url}/huge", body=b"", headers={}, manners=HERE)
    assert len(answer.excerpt) == 300
    assert answer.excerpt.isprintable()


def test_a_receiver_that_hangs_up_or_is_not_there_is_unreachable(receiver: Receiver) -> None:
    with pytest.raises(Unreachable, match="connection failed"):
        post(f"{receiver.url}/hangup", body=b"", headers={}, manners=HERE)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(Unreachable, match="connection failed"):
        post(f"http://127.0.0.1:{port}/", body=b"", headers={}, manners=HERE)


def test_a_plain_receiver_behind_https_is_unreachable(receiver: Receiver) -> None:
    with pytest.raises(Unreachable):
        post(f"https://127.0.0.1:{receiver.port}/", body=b"", headers={}, manners=HERE)


def test_a_name_that_nobody_knows_is_unreachable() -> None:
    assert "127.0.0.1" in resolve("localhost", 80)
    with pytest.raises(Unreachable, match="no address"):
        post("https://hooks.larkspur.example/", body=b"", headers={}, manners=replace(HERE, resolver=Resolver([])))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for the name `localhost`, for no address."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


def test_tls_speaks_of_the_name_while_the_address_is_pinned(certificate: Path) -> None:
    trusting = replace(HERE, trust=ssl.create_default_context(cafile=certificate))
    with Receiver(certificate) as receiver:
        by_name = f"https://localhost:{receiver.port}/"
        assert (
            post(by_name, body=b"", headers={}, manners=replace(trusting, resolver=resolving_to("127.0.0.1"))).status
            == 200
        )
        with pytest.raises(Unreachable):  # the certificate names no address
            post(f"https://127.0.0.1:{receiver.port}/", body=b"", headers={}, manners=trusting)
        with pytest.raises(Unreachable):  # and nobody else vouches for it
            post(by_name, body=b"", headers={}, manners=replace(HERE, resolver=resolving_to("127.0.0.1")))
