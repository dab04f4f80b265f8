// Prints, as JSON, what the running program exports: every builtin room's members and the globals, with their kinds. Runs under Node and under
// llrt alike.  usage: list_exports.mjs [room...]
import { builtinModules } from "node:module";

// llrt marks what is there only to say that it is not supported.
const MARK = Symbol.for("llrt.notSupported");

const isMissing = (value) => (typeof value === "function" || typeof value === "object") && value !== null && Object.hasOwn(value, MARK);

function ownMembers(object) {
  const members = {};
  for (const name of Object.getOwnPropertyNames(object)) {
    if (name === "constructor") continue;
    const { get, value } = Object.getOwnPropertyDescriptor(object, name);
    members[name] = get ? (isMissing(get) ? "throws" : "yes") : isMissing(value) ? "throws" : "yes";
  }
  return members;
}

function describe(value) {
  const kind = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  const described = { kind, state: isMissing(value) ? "throws" : "yes" };
  if (kind === "function") {
    Object.assign(described, { name: value.name, length: value.length });
    const members = value.prototype ? ownMembers(value.prototype) : {};
    if (Object.keys(members).length > 0) described.members = members;
  } else if (kind === "object" && Object.values(value).some(isMissing)) {
    described.members = ownMembers(value);
  }
  return described;
}

// An accessor may throw, or load what is not there.
function read(object, key) {
  try {
    return describe(object[key]);
  } catch {
    return { kind: "accessor", state: "throws" };
  }
}

async function room(name) {
  let namespace;
  try {
    namespace = await import(name.includes(":") ? name : `node:${name}`);
  } catch {
    return null;
  }
  const members = {};
  for (const key of Object.keys(namespace)) if (key !== "default") members[key] = read(namespace, key);
  return members;
}

function globals() {
  const members = {};
  // Those of the module's own and of a REPL are not globals of a program.
  for (const name of Object.getOwnPropertyNames(globalThis)) members[name] = read(globalThis, name);
  return members;
}

const names = process.argv.length > 2 ? process.argv.slice(2) : builtinModules.filter((name) => !name.startsWith("_"));
const rooms = {};
for (const name of names) rooms[name] = await room(name);
const own = globals();
await new Promise((resolve) => process.stdout.write(JSON.stringify({ version: process.version, rooms, globals: own }), resolve));
process.exit(0);
