// Node and llrt print the same: what of an https.Agent's options makes another connection, one at a time and together.
import { Agent } from "node:https";

const agent = new Agent();
const values = {
  host: "example.com", port: 443, localAddress: "127.0.0.1", family: 6, socketPath: "/tmp/a", ca: "a", cert: "b", clientCertEngine: "c",
  ciphers: "d", key: "e", pfx: "f", rejectUnauthorized: false, servername: "other", minVersion: "TLSv1.2", maxVersion: "TLSv1.3",
  secureProtocol: "TLS_method", crl: "g", honorCipherOrder: false, ecdhCurve: "h", dhparam: "i", secureOptions: 0, sessionIdContext: "j",
  sigalgs: "k", privateKeyIdentifier: "l", privateKeyEngine: "m",
};
console.log("nothing", agent.getName(), agent.getName({}));
for (const [key, value] of Object.entries(values)) console.log(key, agent.getName({ [key]: value }));
for (const [key, value] of Object.entries(values)) console.log("with a name", key, agent.getName({ host: "h", servername: "s", [key]: value }));
console.log("the host's own name", agent.getName({ host: "h", servername: "h" }));
console.log("empty ones", agent.getName(Object.fromEntries(Object.keys(values).map((key) => [key, ""]))));
console.log("all", agent.getName(values));
