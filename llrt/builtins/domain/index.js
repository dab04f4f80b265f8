// node:domain.  Errors are not routed to domains yet: making one throws.
// Reference: nodejs.org/api/domain.html
import { EventEmitter } from "../events/_emitter.js";
import { missing } from "../_missing.js";

const { functions, klass } = missing("domain");
export const { createDomain } = functions("createDomain/0");
export const create = createDomain;
export const Domain = klass("Domain/0", EventEmitter, "_errorHandler/1 enter/0 exit/0 add/1 remove/1 run/1 intercept/1 bind/1");
export const _stack = [];
export const active = null;

export default { _stack, Domain, createDomain, create, active };
