import { aborted, getCallSites } from "node:util";

const attempt = (promise) => promise.then((value) => `resolved ${value}`, (error) => `${error.name} ${error.code} ${error.message}`);
console.log(await attempt(aborted(AbortSignal.abort(), {})));
const controller = new AbortController();
const resource = {};
const waiting = attempt(aborted(controller.signal, resource));
controller.abort();
console.log(await waiting, resource);
for (const [signal, held] of [[undefined, {}], [null, {}], [5, {}], [{}, {}], [AbortSignal.abort(), undefined], [AbortSignal.abort(), null], [AbortSignal.abort(), 5], [AbortSignal.abort(), () => {}], [AbortSignal.abort(), []]]) {
  console.log(await attempt(aborted(signal, held)));
}
function outer() { return getCallSites(2); }
const sites = outer();
console.log(sites.length, sites[0].functionName, sites[0].lineNumber, sites[0].scriptName.split("/").at(-1), sites[1].lineNumber, Object.keys(sites[0]).join(), Object.getPrototypeOf(sites[0]));
for (const bad of [0, 201, "a", 1.5, null]) {
  try {
    getCallSites(bad);
  } catch (error) {
    console.log(error.code, error.message);
  }
}
