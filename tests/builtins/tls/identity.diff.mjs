// checkServerIdentity, lists of protocols, settings of contexts: values and errors as in Node.
import tls from "node:tls";

const cert = (subjectaltname, CN) => ({ subjectaltname, subject: CN === undefined ? {} : { CN } });
const cases = [
  ["a.com", cert("DNS:a.com")], ["A.com.", cert("DNS:a.COM")], ["b.com", cert("DNS:a.com, DNS:*.b.com")], ["x.b.com", cert("DNS:a.com, DNS:*.b.com")], ["x.y.b.com", cert("DNS:*.b.com")],
  ["x.com", cert("DNS:*.com")], ["foo1.b.com", cert("DNS:foo*.b.com")], ["fo.b.com", cert("DNS:foo*.b.com")], ["ab.b.com", cert("DNS:*a*.b.com")], ["xn--a.b.com", cert("DNS:xn--*.b.com")],
  ["a..com", cert("DNS:a..com")], ["bücher.de", cert("DNS:xn--bcher-kva.de")], ["1.2.3.4", cert("IP Address:1.2.3.4")], ["1.2.3.4", cert("DNS:1.2.3.4", "1.2.3.4")], ["::1", cert("IP Address:0:0:0:0:0:0:0:1")],
  ["1.2.3.5", cert("IP Address:1.2.3.4, IP Address:junk")], ["a.com", cert(undefined, "a.com")], ["a.com", cert(undefined, ["b.com", "a.com"])], ["a.com", cert("URI:http://a.com", "a.com")],
  ["a.com", cert("DNS:b.com", "a.com")], ["a.com", cert(undefined)], ["a.com", {}], ["a.com", cert('DNS:"a.com, DNS:b.com"')], ["b.com", cert('DNS:"a.com, DNS:b.com"')], ["a.com", cert('DNS:"broken')], [undefined, cert("DNS:undefined")],
];
for (const [host, certificate] of cases) {
  try {
    const error = tls.checkServerIdentity(host, certificate);
    console.log(host, error && [error.message, error.code, error.reason, error.host, error.cert === certificate]);
  } catch (error) {
    console.log(host, error.name, error.code, error.message);
  }
}
for (const protocols of [["h2", "http/1.1"], [], Buffer.from("\x02h2"), new Uint16Array([0x6801]), "h2", ["x".repeat(256)]]) {
  const out = {};
  try {
    tls.convertALPNProtocols(protocols, out);
    console.log(out);
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
for (const options of [undefined, {}, { minVersion: "TLSv1" }, { minVersion: "x" }, { maxVersion: 5 }, { secureProtocol: "SSLv2_method" }, { secureProtocol: "SSLv3_server_method" }, { secureProtocol: "nope" },
  { secureProtocol: "TLSv1_2_method", minVersion: "TLSv1.2" }, { secureProtocol: "TLS_method" }, { cert: "x" }, { cert: 5 }, { key: "x" }, { key: {} }, { key: [{ pem: 5 }] }, { key: "x", passphrase: 5 }, { ca: "x" }, { ca: 5 }, { ciphers: "nope" },
  { ciphers: 5 }, { ciphers: ":" }, { ciphers: "TLS_AES_128_GCM_SHA256" }, { ciphers: "ECDHE-RSA-AES128-GCM-SHA256" }, { ecdhCurve: "nope" }, { ecdhCurve: "P-256:P-384" }, { ecdhCurve: 5 }, { sigalgs: "" }, { sigalgs: "RSA-PSS+SHA256" }, { sigalgs: 5 },
  { crl: "x" }, { crl: 5 }, { dhparam: "x" }, { dhparam: 5 }, { dhparam: "auto" }, { ticketKeys: Buffer.alloc(5) }, { ticketKeys: 5 }, { ticketKeys: Buffer.alloc(48) }, { sessionTimeout: "x" }, { sessionIdContext: 5 }, { secureOptions: "x" },
  { privateKeyIdentifier: "x" }, { clientCertEngine: 5 }, { certificateCompression: "zlib" }, { certificateCompression: ["none"] }, "x"]) {
  try {
    tls.createSecureContext(options);
    console.log("made", options);
  } catch (error) {
    console.log(error.name, error.code, error.message, error.library, error.reason);
  }
}
for (const act of [() => tls.createServer(5), () => tls.createServer({ SNICallback: 5 }), () => tls.createServer({ handshakeTimeout: "x" }), () => tls.createServer().addContext(""), () => tls.createServer().setTicketKeys(5),
  () => tls.createServer({ ALPNCallback() {}, ALPNProtocols: ["a"] }), () => tls.connect({ port: 1, checkServerIdentity: 5 }), () => tls.connect({ port: 1, minDHSize: 0 }), () => tls.connect({}), () => new tls.TLSSocket(undefined, { secureContext: {} }),
  () => tls.getCACertificates("x"), () => tls.getCACertificates(5), () => tls.setDefaultCACertificates("x"), () => tls.setDefaultCACertificates([5]), () => tls.setDefaultCACertificates(["x"])]) {
  try {
    console.log(act()?.constructor?.name);
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
console.log(tls.rootCertificates.length > 100, Object.isFrozen(tls.rootCertificates), tls.rootCertificates[0].split("\n")[0], tls.rootCertificates[0].endsWith("-----END CERTIFICATE-----"), tls.getCACertificates().length === tls.rootCertificates.length + tls.getCACertificates("extra").length,
  tls.getCACertificates("bundled") === tls.rootCertificates, tls.getCiphers().includes("ecdhe-rsa-aes128-gcm-sha256"));
tls.setDefaultCACertificates(tls.rootCertificates.slice(0, 2));
console.log(tls.getCACertificates().length);
