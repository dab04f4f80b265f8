// node:inspector/promises: a Session whose post() gives a promise.
// Reference: nodejs.org/api/inspector.html#promises-api
import { promisify } from "../util/_promisify.js";
import { close, console, DOMStorage, Network, NetworkResources, open, Session as CallbackSession, url, waitForDebugger } from "./_inspector.js";

class Session extends CallbackSession {
  async post(method, params, callback) {
    return promisify(super.post).call(this, method, params);
  }
}

export { close, console, DOMStorage, Network, NetworkResources, open, Session, url, waitForDebugger };
export default { open, close, url, waitForDebugger, console, Session, Network, NetworkResources, DOMStorage };
