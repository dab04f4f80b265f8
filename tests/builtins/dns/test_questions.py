"""node:dns against a server of the tests, ours and Node's: what is asked, shapes of answers, errors, cancelling."""

import platform

import pytest

from tests.support.dns_server import DNSServer
from tests.support.refused_calls import ENOSYS, EPERM, SYSTEM_CALLS, deny

LONG = ["x" * 200, "y" * 200, "z" * 200]
TABLE = {
    ("a.test", "A"): [("A", 60, "1.2.3.4"), ("A", 61, "5.6.7.8")],
    ("a.test", "AAAA"): [("AAAA", 7, "2001:db8::1")],
    ("alias.test", "A"): [("CNAME", 9, "a.test"), ("a.test", "A", 60, "1.2.3.4")],
    ("alias.test", "CNAME"): [("CNAME", 9, "a.test")],
    ("only.alias.test", "A"): [("CNAME", 9, "nowhere.test")],
    ("m.test", "MX"): [("MX", 5, 20, "b.test"), ("MX", 5, 10, "c.test")],
    ("t.test", "TXT"): [("TXT", 5, "one"), ("TXT", 5, "two", "halves"), ("TXT", 5, "\xe9\xff")],
    ("long.test", "TXT"): [("TXT", 5, part) for part in LONG],
    ("n.test", "NS"): [("NS", 5, "ns1.test"), ("NS", 5, "ns2.test")],
    ("s.test", "SRV"): [("SRV", 5, 1, 2, 80, "a.test"), ("SRV", 5, 3, 4, 81, "b.test")],
    ("p.test", "PTR"): [("PTR", 5, "name.test"), ("PTR", 5, "other.test")],
    ("o.test", "SOA"): [("SOA", 5, "ns.test", "mail.test", 2026, 2, 3, 4, 4294967295)],
    ("r.test", "NAPTR"): [("NAPTR", 5, 30, 100, "s", "SIP+D2U", "!^.*$!x!", "_sip._udp.test")],
    ("_443._tcp.l.test", "TLSA"): [("TLSA", 5, 3, 1, 1, bytes(range(32)))],
    ("c.test", "CAA"): [("CAA", 5, 0, "issue", "ca.test"), ("CAA", 5, 128, "iodef", "mailto:x@y.test")],
    ("any.test", "ANY"): [
        ("TXT", 5, "one"), ("A", 60, "1.2.3.4"), ("CAA", 5, 0, "issue", "ca.test"), ("MX", 5, 10, "c.test"),
        ("AAAA", 7, "2001:db8::1"), ("NS", 5, "ns1.test"), ("SRV", 5, 1, 2, 80, "a.test"), ("PTR", 5, "name.test"),
        ("NAPTR", 5, 30, 100, "s", "SIP+D2U", "", "_sip._udp.test"),
        ("SOA", 5, "ns.test", "mail.test", 2026, 2, 3, 4, 5),
    ],
    ("tlsa.any.test", "ANY"): [("A", 60, "1.2.3.4"), ("TLSA", 5, 3, 1, 1, b"\1\2")],
    ("xn--bcher-kva.test", "A"): [("A", 60, "9.9.9.9")],
    ("4.3.2.1.in-addr.arpa", "PTR"): [("PTR", 5, "name.test"), ("PTR", 5, "other.test")],
    ("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", "PTR"): [("PTR", 5, "six.test")],
    ("none.test", "A"): [],
    ("refused.test", "*"): "REFUSED",
    ("servfail.test", "*"): "SERVFAIL",
    ("notimp.test", "*"): "NOTIMP",
    ("formerr.test", "*"): "FORMERR",
    ("silent.test", "*"): "silence",
    ("garbage.test", "*"): "garbage",
}  # fmt: skip


@pytest.fixture(scope="module")
def server():
    with DNSServer(TABLE) as server:
        yield server


def test_every_type_of_record_has_nodes_shape(both, server):
    script = """
      import dns from "node:dns";
      const resolver = new dns.Resolver();
      const promised = new dns.promises.Resolver();
      for (const one of [resolver, promised]) one.setServers([process.argv[2]]);
      const questions = [["a.test", "A"], ["a.test", "AAAA"], ["alias.test", "A"], ["alias.test", "CNAME"], ["m.test", "MX"],
        ["t.test", "TXT"], ["n.test", "NS"], ["s.test", "SRV"], ["p.test", "PTR"], ["o.test", "SOA"], ["r.test", "NAPTR"],
        ["_443._tcp.l.test", "TLSA"], ["c.test", "CAA"], ["any.test", "ANY"], ["b\\u00fccher.test", "A"], ["A.Test", "A"]];
      for (const [name, type] of questions) {
        const called = await new Promise((done) => resolver.resolve(name, type, (...answer) => done(answer)));
        console.log(name, type, called);
        console.log(await promised.resolve(name, type));
      }
      for (const options of [{ ttl: true }, { ttl: 0 }, {}]) {
        console.log(await promised.resolve4("a.test", options), await promised.resolve6("a.test", options));
        resolver.resolve4("a.test", options, (...answer) => console.log(answer));
        await promised.resolve4("a.test");
      }
      console.log(await promised.resolve("a.test"));
      console.log(await promised.reverse("1.2.3.4"), await promised.reverse("2001:db8::1"));
      console.log(await new Promise((done) => resolver.reverse("1.2.3.4", (...answer) => done(answer))));
      const any = await promised.resolveAny("any.test");
      console.log(any.find((one) => one.type === "A"), any.length);
    """
    both("q.mjs", server.address, files={"q.mjs": script})


def test_what_is_too_long_for_udp_is_asked_again_over_tcp(both, server):
    before = len(server.asked)
    script = """
      import { Resolver } from "node:dns/promises";
      const resolver = new Resolver();
      resolver.setServers([process.argv[2]]);
      console.log((await resolver.resolveTxt("long.test")).map(([text]) => text.length));
    """
    assert both("q.mjs", server.address, files={"q.mjs": script}).stdout == "[ 200, 200, 200 ]\n"
    asked = [transport for name, _, transport in server.asked[before:] if name == "long.test"]
    assert asked == ["udp", "tcp"] * 2


def test_errors_are_nodes(both, server):
    script = """
      import dns from "node:dns";
      const resolver = new dns.Resolver({ timeout: 50, tries: 1 });
      const promised = new dns.promises.Resolver({ timeout: 50, tries: 1 });
      for (const one of [resolver, promised]) one.setServers([process.argv[2]]);
      const show = (error) => console.log(error?.name, error?.message, { ...error }, error?.errno);
      const names = ["nowhere", "none", "only.alias", "refused", "servfail", "notimp", "formerr", "silent", "garbage",
        "a".repeat(64), "a.".repeat(200)];
      for (const name of names.map((name) => `${name}.test`)) {
        await new Promise((done) => resolver.resolve4(name, (...answer) => {
          show(answer[0]);
          console.log(answer.length);
          done();
        }));
        await promised.resolve4(name).catch(show);
      }
      await promised.reverse("9.9.9.9").catch(show);
      await promised.reverse("nonsense").catch(show);
      await promised.resolveMx("a.test").catch(show);
      await promised.resolveSoa("a.test").catch(show);
      await promised.resolveAny("none.test").catch(show);
      const nobody = new dns.promises.Resolver({ timeout: 50, tries: 1 });
      nobody.setServers(["127.0.0.1:1"]);
      await nobody.resolve4("a.test").catch(show);
    """
    both("q.mjs", server.address, files={"q.mjs": script})


def test_any_with_tlsa_has_no_holes(llrt, server, tmp_path):
    # Node 24.19 leaves as many holes in the array as there are records before.
    (tmp_path / "q.mjs").write_text("""
      import { Resolver } from "node:dns/promises";
      const resolver = new Resolver();
      resolver.setServers([process.argv[2]]);
      console.log(await resolver.resolveAny("tlsa.any.test"));
    """)
    expected = """[
  { address: '1.2.3.4', ttl: 60, type: 'A' },
  {
    certUsage: 3,
    selector: 1,
    match: 1,
    data: ArrayBuffer { [Uint8Contents]: <01 02>, [byteLength]: 2 },
    type: 'TLSA'
  }
]
"""
    assert llrt("q.mjs", server.address, cwd=tmp_path).stdout == expected


def test_cancel_ends_what_is_under_way(both, server):
    script = """
      import dns from "node:dns";
      const resolver = new dns.Resolver();
      const promised = new dns.promises.Resolver();
      for (const one of [resolver, promised]) { one.setServers([process.argv[2]]); one.cancel(); }
      const order = [];
      for (let i = 0; i < 3; i++) {
        resolver.resolve4(`silent.test`, (error) => { order.push(`${error.code} ${error.syscall} ${error.hostname} ${i}`); });
        resolver.reverse(`1.1.1.${i}`, (error) => { order.push(`${error.code} ${error.syscall} ${error.hostname} ${i}`); });
      }
      const first = promised.resolveTxt("silent.test").catch((error) => order.push(error.message));
      try { resolver.setServers(["1.1.1.1"]); } catch (error) { console.log(error.code, error.message); }
      resolver.cancel();
      promised.cancel();
      console.log(order);
      await first;
      console.log(order.sort());
      resolver.resolve4("a.test", (error, addresses) => console.log(error, addresses));
    """
    both("q.mjs", server.address, files={"q.mjs": script})


def test_a_callback_that_throws_is_an_uncaught_exception(both, server):
    script = """
      import { Resolver } from "node:dns";
      process.on("uncaughtException", (error, origin) => console.log(error.message, origin));
      const resolver = new Resolver();
      resolver.setServers([process.argv[2]]);
      resolver.resolve4("a.test", () => { throw new Error("from the callback"); });
      resolver.resolve4("nowhere.test", (error) => { throw error; });
    """
    both("q.mjs", server.address, files={"q.mjs": script})


def test_servers_set_for_all_serve_the_functions_of_both_doors(both, server):
    script = """
      import dns, { resolve4, getServers } from "node:dns";
      import promises from "node:dns/promises";
      const before = dns.resolve4;
      dns.setServers([process.argv[2]]);
      console.log(before === resolve4, dns.resolve4 === before, getServers().length > 0);
      console.log(await promises.resolve4("a.test"), await dns.promises.resolve("m.test", "MX"));
      dns.resolveTxt("t.test", (error, records) => {
        console.log(error, records);
        promises.setServers(["[::1]:5353", "192.0.2.1:53", "::2"]);
        console.log(dns.getServers().length, dns.getServers()[0] === process.argv[2], promises.getServers());
      });
    """
    both("q.mjs", server.address, files={"q.mjs": script})


def test_servers_with_link_local_addresses_are_kept(both):
    script = """
      import { Resolver } from "node:dns";
      const resolver = new Resolver();
      for (const servers of [["fe80::1"], ["fe80::1%lo"], ["[fe80::1]:5353", "[fe80::2%lo]:53"], ["127.0.0.1", "fe80::2"], []]) {
        resolver.setServers(servers);
        console.log(resolver.getServers());
      }
    """
    both("q.mjs", files={"q.mjs": script})


def test_a_resolver_that_nobody_holds_still_answers(both, server):
    script = """
      import { Resolver } from "node:dns";
      (function () {
        const resolver = new Resolver();
        resolver.setServers([process.argv[2]]);
        resolver.resolve4("a.test", (error, addresses) => console.log(error, addresses));
      })();
      let n = 0;
      const filler = setInterval(() => { [...new Array(1000)].map(() => ({})); if (++n > 5) clearInterval(filler); }, 1);
    """
    both("q.mjs", server.address, files={"q.mjs": script})


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the number of the call is x86-64's")
@pytest.mark.parametrize("error", [EPERM, ENOSYS])
def test_questions_are_asked_where_random_bytes_are_refused(llrt, server, error):
    """A filter of system calls (containers have one) that knows no getrandom()."""
    script = """
      const { Resolver } = require("node:dns");
      const resolver = new Resolver();
      resolver.setServers([process.argv[1]]);
      resolver.resolve4("a.test", (error, found) => console.log(error, found));
    """
    refuse = deny(SYSTEM_CALLS["getrandom"], error)
    answered = llrt("-e", script, server.address, preexec_fn=refuse, timeout=30)
    assert (answered.stdout, answered.code) == ("null [ '1.2.3.4', '5.6.7.8' ]\n", 0), answered
