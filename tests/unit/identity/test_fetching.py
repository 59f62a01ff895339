"""One document over HTTP, from where it was told to be, and from nowhere else."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from denizen.identity.errors import IdentityError
from denizen.identity.fetching import FetchError, FetchUrl, fetch
from tests.minting import Authority


@contextmanager
def served(answer: bytes) -> Iterator[str]:
    """An address that answers every request with these bytes, and nothing else."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def run() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    connection.sendall(answer)

        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/keys"
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


def got(url: str, *, most: int = 1000, seconds: float = 5) -> bytes:
    return fetch(FetchUrl.parse(url, private=True), seconds, most)


def test_fetches() -> None:
    with served(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}") as url:
        assert got(url) == b"{}"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        pytest.param(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n", "302", id="a redirect"),
        pytest.param(b"HTTP/1.1 404 Not Found\r\n\r\n", "404", id="nothing there"),
        pytest.param(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1001, "more than 1000", id="too much"),
        pytest.param(b"junk\r\n\r\n", "BadStatusLine", id="no HTTP"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}", "to the end", id="less than announced"),
        pytest.param(b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200 + b"\r\n", "HTTPException", id="headers without end"),
    ],
)
def test_what_is_not_taken(answer: bytes, words: str) -> None:
    with served(answer) as url, pytest.raises(FetchError, match=words):
        got(url)


def test_whoever_answers_drop_by_drop_is_cut_off() -> None:
    over = threading.Event()

    class Slow(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                while not over.wait(0.05):
                    self.wfile.write(b"H")
            except OSError:
                return

    server = HTTPServer(("127.0.0.1", 0), Slow)
    thread = threading.Thread(target=server.handle_request)
    thread.start()
    try:
        with pytest.raises(FetchError):
            got(f"http://127.0.0.1:{server.server_port}/", seconds=0.3)
    finally:
        over.set()
        thread.join()
        server.server_close()


def test_whoever_shows_a_certificate_drop_by_drop_is_cut_off() -> None:
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def run() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(b"\x16\x03\x03\x40\x00")  # a record of 16 KiB, which begins with a hello
                while not over.wait(0.05):
                    try:
                        connection.sendall(b"\x02")
                    except OSError:
                        return

        thread = threading.Thread(target=run)
        thread.start()
        try:
            with pytest.raises(FetchError):
                got(f"https://127.0.0.1:{listening.getsockname()[1]}/", seconds=0.3)
        finally:
            over.set()
            thread.join()


@pytest.mark.parametrize("believed", [True, False], ids=["of an authority that we believe", "of another one"])
def test_a_server_has_to_show_a_certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, believed: bool) -> None:
    authority = Authority.create()
    minted = authority.server()
    (tmp_path / "server.pem").write_bytes(minted.cert + minted.key)
    (tmp_path / "ca.pem").write_bytes((authority if believed else Authority.create()).cert)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(HTTPServer):
        def handle_error(self, *_: object) -> None:
            pass  # the client does not believe it, and goes

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    server = Quiet(("127.0.0.1", 0), Answers)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.handle_request)
    thread.start()
    url = f"https://127.0.0.1:{server.server_port}/keys"
    try:
        if believed:
            assert got(url) == b"{}"
        else:
            with pytest.raises(FetchError, match="SSLCertVerificationError"):
                got(url)
    finally:
        thread.join()
        server.server_close()


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(FetchError, match="ConnectionRefusedError"):
        got(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104  # an answer of a name server, nothing to listen on
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "::7f00:1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "240.0.0.1",
    ],
)
def test_private_addresses_are_for_those_who_allow_them(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    def resolved(*_: object, **__: object) -> list[tuple[object, ...]]:
        found = [("93.184.216.34", 443), (address, 443)]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", each) for each in found]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    with pytest.raises(FetchError, match="DENIZEN_ALLOW_PRIVATE_FETCH"):
        fetch(FetchUrl.parse("https://keys.example.org/", private=False))


@pytest.mark.parametrize(
    ("url", "private"),
    [
        pytest.param("http://keys.example.org/", True, id="in plaintext"),
        pytest.param("http://10.0.0.1/", True, id="in plaintext, in a private network"),
        pytest.param("http://127.0.0.1/", False, id="in plaintext, here, and not allowed"),
        pytest.param("http://localhost/", True, id="in plaintext, a name"),
        pytest.param("ftp://keys.example.org/", True, id="another protocol"),
        pytest.param("file:///etc/passwd", True, id="a file"),
        pytest.param("https:///keys", True, id="nowhere"),
        pytest.param("https://somebody:secret@keys.example.org/", False, id="a password"),
        pytest.param("https://keys.example.org/#x", False, id="a fragment"),
        pytest.param("https://keys.example.org/a b", False, id="a space"),
        pytest.param("https://keys.example.org/\r\nHost: x", False, id="a line end"),
        pytest.param("https://keys.example.org:x/", False, id="no port"),
    ],
)
def test_where_it_does_not_go(url: str, private: bool) -> None:
    with pytest.raises(IdentityError, match="wanted") as refusal:
        FetchUrl.parse(url, private=private)
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "port", "path"),
    [
        pytest.param("https://keys.example.org", 443, "/", id="the least"),
        pytest.param("https://keys.example.org:8443/a?b=c", 8443, "/a?b=c", id="the most"),
    ],
)
def test_where_it_goes(url: str, port: int, path: str) -> None:
    assert FetchUrl.parse(url, private=False) == FetchUrl(
        secure=True, host="keys.example.org", port=port, path=path, private=False
    )
