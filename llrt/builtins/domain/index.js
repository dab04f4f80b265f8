// node:domain: errors of everything that begins within a domain go to the domain.  Loading it changes EventEmitter and process, as in Node.
// Reference: nodejs.org/api/domain.html
import { Domain } from "./_domain.js";
import { scope } from "./_stack.js";
import { followAsyncWork } from "./_async.js";
import { routeEmitters, takeUncaught } from "./_routes.js";

takeUncaught();
followAsyncWork();
routeEmitters();

export function createDomain() {
  return new Domain();
}
export const create = createDomain;
export { Domain };
export const _stack = scope.stack;
export const active = null;

const accessor = (name) => ({
  get: () => scope[name],
  set(value) { scope[name] = value; },
  enumerable: true,
  configurable: true,
});
export default Object.defineProperties({ _stack, Domain, createDomain, create, active }, { _stack: accessor("stack"), active: accessor("active") });
