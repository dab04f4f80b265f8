// isIP and its kin, SocketAddress and BlockList give what Node gives.
import net from "node:net";
import { inspect } from "node:util";

const texts = [
  "127.0.0.1", "0.0.0.0", "255.255.255.255", "256.0.0.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.4 ", "", "::", "::1", "1::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9", "1::2::3", ":::", ":1", "1:", "fe80::1%eth0", "fe80::1%", "fe80::1%25 ", "::ffff:1.2.3.4", "::1.2.3.4", "1.2.3.4::", "1:2:3:4:5:6:1.2.3.4",
  "1:2:3:4:5:6:7:1.2.3.4", "::ffff:1.2.3.400", "12345::", "g::", "ABCD::ef", "0:0:0:0:0:0:0:1", "2001:DB8::00:1", "1:0:0:2:0:0:0:3", "::0:1:2:3:4:5:6:7", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8",
  "64:ff9b::1.2.3.4", "localhost", undefined, null, 5, {}, [], ["::1"], { toString: () => "::1" }, { toString: () => "127.0.0.1" },
];
for (const text of texts) console.log(inspect(text), net.isIP(text), net.isIPv4(text), net.isIPv6(text));

const attempt = (name, fn) => {
  try {
    console.log(name, fn());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
const { SocketAddress, BlockList } = net;
for (const text of texts.slice(0, 38)) {
  for (const family of ["ipv4", "ipv6", "IPv6"]) attempt(`${text} ${family}`, () => inspect(new SocketAddress({ address: text, family, port: 80, flowlabel: 7 })));
}
for (const options of [undefined, {}, { family: "ipv6" }, { family: "ipv5" }, { family: 4 }, { port: -1 }, { port: "80" }, { port: 65536 }, { flowlabel: -1 }, { address: 5 }, null, "x"]) {
  attempt(inspect(options), () => JSON.stringify(new SocketAddress(options)));
}
for (const text of ["1.2.3.4", "1.2.3.4:80", "[::1]:8080", "[::1]", "host:1", "1.2.3.4:x", "", "1.2.3.4:99999", "0x7f.1", 5]) attempt(inspect(text), () => inspect(SocketAddress.parse(text)));
console.log(SocketAddress.isSocketAddress(new SocketAddress()), SocketAddress.isSocketAddress({}), SocketAddress.isSocketAddress(null), Object.keys(new SocketAddress()));

const list = new BlockList();
list.addAddress("123.123.123.123");
list.addAddress("8592:757c:efae:4e45:fb5d:d62a:0d00:8e17", "ipv6");
list.addAddress("::1111:1111:1111", "ipv6");
list.addRange("10.0.0.1", "10.0.0.10");
list.addRange("2001:db8::1", "2001:db8::ff", "ipv6");
list.addRange("::ffff:9.0.0.1", "::ffff:9.0.0.9", "ipv6");
list.addSubnet("192.168.0.0", 16);
list.addSubnet("8592:757c:efaf::", 64, "ipv6");
list.addSubnet("::ffff:7.0.0.0", 104, "ipv6");
list.addSubnet("6.6.6.0", 0.5 > 1 ? 1 : 31);
const addresses = ["123.123.123.123", "123.123.123.124", "10.0.0.0", "10.0.0.1", "10.0.0.5", "10.0.0.10", "10.0.0.11", "192.168.255.255", "192.169.0.0", "9.0.0.5", "7.1.2.3", "8.0.0.0", "6.6.6.1", "6.6.6.2", "bad"];
const addresses6 = ["::ffff:7b7b:7b7b", "::ffff:123.123.123.123", "8592:757c:efae:4e45:fb5d:d62a:d00:8e17", "::1111:1111:1111", "2001:db8::80", "2001:db8::100", "::ffff:10.0.0.5", "::ffff:192.168.1.1",
  "8592:757c:efaf::1", "8592:757c:efaf:1::", "::ffff:9.0.0.5", "::ffff:7.7.7.7", "::7.7.7.7", "bad"];
for (const address of addresses) attempt(address, () => [list.check(address), list.check(address, "ipv6"), net.isIPv4(address) && list.check(new SocketAddress({ address }))]);
for (const address of addresses6) attempt(address, () => [list.check(address), list.check(address, "ipv6"), list.check(address, "IPv6")]);
console.log(list.rules, JSON.stringify(list), inspect(list), inspect({ list }, { depth: 0 }), BlockList.isBlockList(list), BlockList.isBlockList({}));
const copy = new BlockList();
copy.fromJSON(JSON.stringify(list));
copy.fromJSON(["nonsense", "Address: IPv4 1.1.1.1", "Subnet: IPv6 2001:db8::/32", "Address: IPv4 1.1.1"]);
console.log(copy.rules);
for (const [method, args] of [
  ["addAddress", []], ["addAddress", [1]], ["addAddress", ["1.1.1.1", 1]], ["addAddress", ["x"]], ["addRange", ["1.1.1.2", "1.1.1.1"]], ["addRange", ["1.1.1.1"]], ["addSubnet", ["1.1.1.1", 33]],
  ["addSubnet", ["1.1.1.1", -1]], ["addSubnet", ["1.1.1.1", 1.5]], ["addSubnet", ["::", 129, "ipv6"]], ["addSubnet", ["1.1.1.1", "8"]], ["check", [1]], ["check", ["1.1.1.1", {}]], ["fromJSON", [1]], ["fromJSON", ["{}"]], ["fromJSON", [[1]]], ["fromJSON", ["x"]],
]) attempt(`${method} ${inspect(args)}`, () => new BlockList()[method](...args));
console.log(structuredClone(list).rules.length, structuredClone(new SocketAddress({ port: 3 })).port);

console.log(net.getDefaultAutoSelectFamily(), net.getDefaultAutoSelectFamilyAttemptTimeout());
attempt("family", () => net.setDefaultAutoSelectFamily("x"));
attempt("timeout", () => net.setDefaultAutoSelectFamilyAttemptTimeout(0));
net.setDefaultAutoSelectFamilyAttemptTimeout(3);
net.setDefaultAutoSelectFamily(false);
console.log(net.getDefaultAutoSelectFamily(), net.getDefaultAutoSelectFamilyAttemptTimeout());
