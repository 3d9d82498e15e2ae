"""A database of countries as operators supply it (MaxMind DB format 2.0), written by hand for a few networks."""

from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path

MARKER = b"\xab\xcd\xefMaxMind.com"


def write_countries(path: Path, networks: Mapping[str, str]) -> Path:
    """A database of version 4 networks, each with its country."""
    root = empty()
    for written, country in networks.items():
        network = ip_network(written)
        node = root
        bits = f"{int(network.network_address):032b}"[: network.prefixlen]
        for bit in bits[:-1]:
            below = node[int(bit)]
            if not isinstance(below, list):
                node[int(bit)] = below = empty()
            node = below
        node[int(bits[-1])] = country
    nodes: list[list[object]] = []
    _number(root, nodes)
    places, data = _data(sorted(set(networks.values())))
    tree = b"".join(_record(side, nodes, places) for node in nodes for side in node)
    metadata = {
        "node_count": _number_of(6, 4, len(nodes)),
        "record_size": _number_of(5, 2, 32),
        "ip_version": _number_of(5, 2, 4),
        "database_type": _text("Country"),
        "languages": bytes([0, 4]),
        "binary_format_major_version": _number_of(5, 2, 2),
        "binary_format_minor_version": _number_of(5, 2, 0),
        "build_epoch": bytes([8, 2]) + (1_790_000_000).to_bytes(8),
        "description": _map({}),
    }
    path.write_bytes(tree + b"\0" * 16 + data + MARKER + _map(metadata))
    return path


def empty() -> list[object]:
    """A node that leads nowhere yet, to the left and to the right."""
    return [None, None]


def _number(node: list[object], nodes: list[list[object]]) -> None:
    nodes.append(node)
    for side in node:
        if isinstance(side, list):
            _number(side, nodes)


def _record(side: object, nodes: list[list[object]], places: Mapping[str, int]) -> bytes:
    if isinstance(side, list):
        return next(number for number, node in enumerate(nodes) if node is side).to_bytes(4)
    return (len(nodes) + (16 + places[str(side)] if side is not None else 0)).to_bytes(4)


def _data(countries: list[str]) -> tuple[dict[str, int], bytes]:
    places, body = {}, b""
    for country in countries:
        places[country] = len(body)
        body += _map({"country": _map({"iso_code": _text(country)})})
    return places, body


def _text(words: str) -> bytes:
    return bytes([2 << 5 | len(words)]) + words.encode()


def _number_of(kind: int, size: int, number: int) -> bytes:
    return bytes([kind << 5 | size]) + number.to_bytes(size)


def _map(pairs: Mapping[str, bytes]) -> bytes:
    return bytes([7 << 5 | len(pairs)]) + b"".join(_text(name) + value for name, value in pairs.items())
