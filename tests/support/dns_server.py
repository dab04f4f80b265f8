"""A small DNS server for tests, on a port of its own of the loopback address, by UDP and TCP (RFC 1035). It answers from a
table and remembers what it was asked. Names of the table are answered as they are; others with NXDOMAIN.

    with DNSServer({("a.test", "A"): [("A", 60, "1.2.3.4")]}) as server: ... server.address, server.asked
"""

import socket
import struct
import threading

TYPES = {
    "A": 1, "NS": 2, "CNAME": 5, "SOA": 6, "PTR": 12, "MX": 15, "TXT": 16, "AAAA": 28, "SRV": 33, "NAPTR": 35, "TLSA": 52,
    "ANY": 255, "CAA": 257,
}  # fmt: skip
NAMES = {number: name for name, number in TYPES.items()}
RCODES = {"FORMERR": 1, "SERVFAIL": 2, "NXDOMAIN": 3, "NOTIMP": 4, "REFUSED": 5}
MORE_THAN_UDP = 512


class DNSServer:
    """An entry of the table is a list of records (type, ttl, *values), of (owner, type, ttl, *values), a name of RCODES, or
    "silence" (no answer), "garbage" (bytes that are no message)."""

    def __init__(self, table):
        self.table = {(name.lower(), kind): answer for (name, kind), answer in table.items()}
        self.asked = []  # (name, type, "udp" or "tcp")
        self._tcp = socket.create_server(("127.0.0.1", 0))
        self.port = self._tcp.getsockname()[1]
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._udp.bind(("127.0.0.1", self.port))
        self._closed = False
        for serve in (self._serve_udp, self._serve_tcp):
            threading.Thread(target=serve, daemon=True).start()

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self._closed = True
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"", ("127.0.0.1", self.port))
        # A blocked accept() would take the clients of the next socket with this number.
        self._tcp.shutdown(socket.SHUT_RDWR)
        self._tcp.close()

    def _serve_udp(self):
        while True:
            data, peer = self._udp.recvfrom(65536)
            if self._closed:
                return self._udp.close()
            answer = self._answer(data, "udp")
            if answer is not None:
                self._udp.sendto(answer, peer)

    def _serve_tcp(self):
        while not self._closed:
            try:
                connection, _ = self._tcp.accept()
            except OSError:
                return
            threading.Thread(target=self._serve_connection, args=(connection,), daemon=True).start()

    def _serve_connection(self, connection):
        with connection, connection.makefile("rb") as stream:
            while len(head := stream.read(2)) == 2:
                answer = self._answer(stream.read(struct.unpack("!H", head)[0]), "tcp")
                if answer is not None:
                    connection.sendall(struct.pack("!H", len(answer)) + answer)

    def _answer(self, query, transport):
        number, flags = struct.unpack_from("!HH", query)
        name, end = _read_name(query, 12)
        kind = NAMES.get(struct.unpack_from("!H", query, end)[0], "?")
        question = query[12 : end + 4]
        self.asked.append((name, kind, transport))
        found = self.table.get((name.lower(), kind), self.table.get((name.lower(), "*"), "NXDOMAIN"))
        if found == "silence":
            return None
        if found == "garbage":
            return b"\0\1garbage"
        rcode, records = (RCODES[found], []) if isinstance(found, str) else (0, found)
        body = b"".join(_record(name, *record) for record in records)
        truncated = transport == "udp" and len(body) > MORE_THAN_UDP
        flags = 0x8180 | (flags & 0x0100) | rcode | (0x0200 if truncated else 0)
        count = 0 if truncated else len(records)
        return struct.pack("!HHHHHH", number, flags, 1, count, 0, 0) + question + (b"" if truncated else body)


def _read_name(data, position):
    labels = []
    while data[position]:
        length = data[position]
        labels.append(data[position + 1 : position + 1 + length].decode("latin-1"))
        position += 1 + length
    return ".".join(labels), position + 1


def _name(text):
    return b"".join(bytes([len(label)]) + label.encode("latin-1") for label in text.split(".") if label) + b"\0"


def _string(text):
    data = text.encode("latin-1") if isinstance(text, str) else text
    return bytes([len(data)]) + data


def _record(question, *record):
    owner = question
    if record[0] not in TYPES:
        owner, *record = record
    kind, ttl, *values = record
    data = _DATA[kind](*values)
    return _name(owner) + struct.pack("!HHIH", TYPES[kind], 1, ttl, len(data)) + data


_DATA = {
    "A": socket.inet_aton,
    "AAAA": lambda text: socket.inet_pton(socket.AF_INET6, text),
    "NS": _name,
    "CNAME": _name,
    "PTR": _name,
    "MX": lambda priority, name: struct.pack("!H", priority) + _name(name),
    "TXT": lambda *parts: b"".join(map(_string, parts)),
    "SRV": lambda priority, weight, port, name: struct.pack("!HHH", priority, weight, port) + _name(name),
    "SOA": lambda server, mail, *numbers: _name(server) + _name(mail) + struct.pack("!5I", *numbers),
    "NAPTR": lambda order, preference, flags, service, regexp, replacement: struct.pack("!HH", order, preference)
    + _string(flags)
    + _string(service)
    + _string(regexp)
    + _name(replacement),
    "TLSA": lambda usage, selector, match, data: bytes([usage, selector, match]) + data,
    "CAA": lambda critical, tag, value: bytes([critical]) + _string(tag) + value.encode(),
}
