"""What Envoy is told: where to listen, how to secure it, and that Python answers."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

STATISTICS = "decisions"
ADMIN = "admin.sock"
_TYPE = "type.googleapis.com/"
_EXTENSIONS = f"{_TYPE}envoy.extensions."

Part = dict[str, Any]


class Way(Enum):
    """In which way callers are told apart at a door; the value is the name of what answers there."""

    LOCAL = "local"
    """By a static token, or not at all: only programs of this machine can connect."""
    TOKEN = "token"  # noqa: S105 - the word, not a secret
    """By a bearer token, over TLS."""
    CERTIFICATE = "certificate"
    """By the client's certificate, in TLS."""


@dataclass(frozen=True, slots=True)
class Listener:
    """An address, and how callers are told apart there."""

    way: Way
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """`streams` on one connection, which lasts `connection_seconds` at most; a request takes `request_seconds` at most
    to arrive, and has `metadata_bytes` at most beside its message."""

    streams: int
    connection_seconds: float
    request_seconds: float
    metadata_bytes: int


def bootstrap(folder: Path, listeners: Iterable[Listener], bounds: Bounds, module: Path, hosted: str) -> Part:
    """`folder`: where the admin socket and the secrets' files are. `hosted`: the module of what answers at the doors,
    each under the name of its way."""
    return {
        "node": {"id": STATISTICS, "cluster": "denizen"},
        "admin": {"address": {"pipe": {"path": str(folder / ADMIN), "mode": 0o600}}},
        "static_resources": {
            "listeners": [_listener(each, folder, bounds, module, f"{hosted}:{each.way.value}") for each in listeners]
        },
        "application_log_config": {
            "log_format": {
                "json_format": {"event": "envoy", "level": "%l", "message": "%j", "timestamp": "%Y-%m-%dT%T.%eZ"}
            }
        },
    }


def secrets(folder: Path, number: int, certificate: Path, key: Path, authorities: Path | None) -> Mapping[str, Part]:
    """The files in `folder` that tell of the keys, by name. Envoy reads a file of keys again where its name is another
    one, hence links that are new each time."""
    links = [("chain", certificate), ("key", key), *([("authorities", authorities)] if authorities else [])]
    names = {what: folder / f"{what}.{number}.pem" for what, _ in links}
    for what, path in links:
        names[what].symlink_to(path.absolute())
    found = {
        "server.json": _secret(
            "server",
            tls_certificate={
                "certificate_chain": {"filename": str(names["chain"])},
                "private_key": {"filename": str(names["key"])},
            },
        )
    }
    if authorities:
        trusted = {"trusted_ca": {"filename": str(names["authorities"])}}
        found["clients.json"] = _secret("clients", validation_context=trusted)
    return found


def _secret(name: str, **content: Part) -> Part:
    return {"resources": [{"@type": f"{_EXTENSIONS}transport_sockets.tls.v3.Secret", "name": name, **content}]}


def _listener(listener: Listener, folder: Path, bounds: Bounds, module: Path, application: str) -> Part:
    chain: Part = {
        "filters": [
            {
                "name": "envoy.filters.network.http_connection_manager",
                "typed_config": _connections(listener.way, bounds, module, application),
            }
        ]
    }
    if listener.way is not Way.LOCAL:
        chain["transport_socket"] = {
            "name": "envoy.transport_sockets.tls",
            "typed_config": _tls(folder, asks=listener.way is Way.CERTIFICATE),
        }
    return {
        "name": listener.way.value,
        "address": {"socket_address": {"address": listener.host, "port_value": listener.port}},
        "enable_reuse_port": True,
        "filter_chains": [chain],
    }


def _connections(way: Way, bounds: Bounds, module: Path, application: str) -> Part:
    seconds = "{:.3f}s".format
    given: Part = {
        "@type": f"{_EXTENSIONS}filters.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": STATISTICS,
        "codec_type": "HTTP2",
        "use_remote_address": True,
        # Nobody here asks from where a call comes: one header less with each.
        "skip_xff_append": True,
        "generate_request_id": False,
        "preserve_external_request_id": True,
        "server_header_transformation": "PASS_THROUGH",
        # Only what this handshake found out is passed on, and only where certificates are asked for.
        "forward_client_cert_details": "SANITIZE_SET" if way is Way.CERTIFICATE else "SANITIZE",
        "max_request_headers_kb": max(1, bounds.metadata_bytes // 1024),
        "request_timeout": seconds(bounds.request_seconds),
        "common_http_protocol_options": {
            "max_connection_duration": seconds(bounds.connection_seconds),
            "headers_with_underscores_action": "REJECT_REQUEST",
        },
        "http2_protocol_options": {
            "max_concurrent_streams": bounds.streams,
            "initial_stream_window_size": 1024 * 1024,
            "initial_connection_window_size": 4 * 1024 * 1024,
            "connection_keepalive": {"interval": "60s", "timeout": "20s"},
        },
        # What Envoy itself refuses is told to clients of gRPC as an error that it is, whatever HTTP calls it.
        "local_reply_config": {
            "mappers": [_refusing("GE", 500, 13), _refusing("EQ", 413, 8), _refusing("EQ", 431, 8)],
        },
        "route_config": {"virtual_hosts": [{"name": "decisions", "domains": ["*"]}]},
        "http_filters": [_python(module, application)],
    }
    if way is Way.CERTIFICATE:
        given["set_current_client_cert_details"] = {"cert": True}
    return given


def _refusing(comparison: str, status: int, code: int) -> Part:
    value = {"default_value": status, "runtime_key": f"decisions.{status}"}
    return {
        "filter": {"status_code_filter": {"comparison": {"op": comparison, "value": value}}},
        "headers_to_add": [
            {
                "header": {"key": "grpc-status", "value": str(code)},
                "append_action": "OVERWRITE_IF_EXISTS_OR_ADD",
            }
        ],
    }


def _python(module: Path, application: str) -> Part:
    hosted = {"app": application, "interface": "asgi", "root_path": "", "lifespan": True}
    return {
        "name": "python",
        "typed_config": {
            "@type": f"{_EXTENSIONS}filters.http.dynamic_modules.v3.DynamicModuleFilter",
            "dynamic_module_config": {"module": {"local": {"filename": str(module)}}},
            "filter_name": "pyvoy",
            "terminal_filter": True,
            "filter_config": {"@type": f"{_TYPE}google.protobuf.StringValue", "value": json.dumps(hosted)},
        },
    }


def _tls(folder: Path, *, asks: bool) -> Part:
    context: Part = {
        "alpn_protocols": ["h2"],
        "tls_params": {"tls_minimum_protocol_version": "TLSv1_2"},
        "tls_certificate_sds_secret_configs": [_source("server", folder)],
    }
    if asks:
        context["validation_context_sds_secret_config"] = _source("clients", folder)
    return {
        "@type": f"{_EXTENSIONS}transport_sockets.tls.v3.DownstreamTlsContext",
        "require_client_certificate": asks,
        "common_tls_context": context,
    }


def _source(name: str, folder: Path) -> Part:
    return {"name": name, "sds_config": {"path_config_source": {"path": str(folder / f"{name}.json")}}}
