"""Names of hosts in the static binary, in a root that holds only its own files: /etc/hosts, /etc/resolv.conf or neither."""

from tests.support.dns_server import DNSServer

LOOKUP = """
const dns = require("node:dns");
const ask = (name, options) => new Promise((done) => dns.lookup(name, options, (error, ...found) => done(error?.code ?? found)));
(async () => { for (const name of process.argv.slice(1)) console.log(name, JSON.stringify(await ask(name, { family: 4 }))); })();
"""
TABLE = {
    ("host.first.test", "A"): [("A", 60, "192.0.2.1")],
    ("host.second.test", "A"): [("A", 60, "192.0.2.2")],
    ("only.second.test", "A"): [("A", 60, "192.0.2.3")],
    ("a.b", "A"): [("A", 60, "192.0.2.4")],
    ("a.b.first.test", "A"): [("A", 60, "192.0.2.5")],
}


def test_the_hosts_file_comes_first(empty_root):
    files = {"etc/hosts": "192.0.2.9 host.test other # comment\n::1 localhost\n", "q.js": LOOKUP}
    done = empty_root("-e", LOOKUP, "host.test", "OTHER", files=files)
    assert (done.stdout, done.stderr) == ('host.test ["192.0.2.9",4]\nOTHER ["192.0.2.9",4]\n', "")


def test_without_any_file_there_is_still_localhost(empty_root):
    done = empty_root("-e", LOOKUP, "localhost", "name.localhost", "127.1")
    expected = 'localhost ["127.0.0.1",4]\nname.localhost ["127.0.0.1",4]\n127.1 ["127.0.0.1",4]\n'
    assert (done.stdout, done.stderr) == (expected, "")
    done = empty_root("-p", "require('dns').getServers()")
    assert (done.stdout, done.returncode) == ("[ '127.0.0.1' ]\n", 0)
    done = empty_root("-e", "require('dns').lookupService('127.0.0.1', 80, (e, ...all) => console.log(e.code, all))")
    assert (done.stdout, done.returncode) == ("ENOTFOUND []\n", 0)


def test_search_list_and_ndots_of_resolv_conf(empty_root):
    with DNSServer(TABLE) as server:
        files = {"etc/resolv.conf": f"nameserver {server.address}\nsearch first.test second.test\n"}
        done = empty_root("-e", LOOKUP, "host", "only", "a.b", "nowhere", files=files)
        expected = 'host ["192.0.2.1",4]\nonly ["192.0.2.3",4]\na.b ["192.0.2.4",4]\nnowhere "ENOTFOUND"\n'
        assert (done.stdout, done.stderr) == (expected, "")
        files["etc/resolv.conf"] += "options ndots:2\n"
        assert empty_root("-e", LOOKUP, "a.b", files=files).stdout == 'a.b ["192.0.2.5",4]\n'
        records = "require('dns').resolve4('a.b', (error, found) => console.log(found))"
        assert empty_root("-e", records, files=files).stdout == "[ '192.0.2.4' ]\n"


def test_nobody_answers(empty_root):
    files = {"etc/resolv.conf": "nameserver 127.0.0.1:1\n"}
    assert empty_root("-e", LOOKUP, "host.test", files=files).stdout == 'host.test "EAI_AGAIN"\n'


def test_services_have_names(empty_root):
    script = "require('dns').lookupService('127.0.0.1', 443, (e, ...all) => console.log(e, all))"
    files = {"etc/hosts": "127.0.0.1 this\n", "etc/services": "https\t443/tcp # secure\nhttp 80/tcp www\n"}
    assert empty_root("-e", script, files=files).stdout == "null [ 'this', 'https' ]\n"


