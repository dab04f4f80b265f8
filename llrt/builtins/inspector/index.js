// node:inspector.  The engine has no inspector: this is Node's room while it is not active; opening and connecting throw.
// Reference: nodejs.org/api/inspector.html
import { close, console, DOMStorage, Network, NetworkResources, open, Session, url, waitForDebugger } from "./_inspector.js";

export { close, console, DOMStorage, Network, NetworkResources, open, Session, url, waitForDebugger };
export default { open, close, url, waitForDebugger, console, Session, Network, NetworkResources, DOMStorage };
