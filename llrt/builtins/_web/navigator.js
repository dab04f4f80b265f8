// navigator and its class. Reference: https://nodejs.org/api/globals.html#navigator
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";

const kInner = Symbol("kInner");
const process = () => loadBuiltin("node:process").default;

const LINUX = { ia32: "Linux i686", x64: "Linux x86_64" };

function platformOf(platform, arch) {
  if (platform === "darwin") return "MacIntel";
  if (platform === "win32") return "Win32";
  if (platform === "linux") return LINUX[arch] ?? `Linux ${arch}`;
  return `${platform[0].toUpperCase()}${platform.slice(1)} ${arch}`;
}

// As ICU finds the default locale: what the environment says of messages.
function localeFrom({ LC_ALL, LC_MESSAGES, LANG }) {
  const name = (LC_ALL || LC_MESSAGES || LANG || "").replace(/[.@].*$/, "").replaceAll("_", "-");
  if (name === "" || name === "C" || name === "POSIX") return "en-US";
  try {
    return Intl.getCanonicalLocales(name)[0];
  } catch {
    return name;
  }
}

export class Navigator {
  #languages;

  constructor(key = undefined) {
    if (key !== kInner) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
  }

  static {
    Object.defineProperty(this, "length", { value: 0, configurable: true });
  }

  get hardwareConcurrency() {
    this.#languages; // the engine's own error for a foreign `this`
    return loadBuiltin("node:os").availableParallelism();
  }

  get locks() {
    this.#languages;
    return loadBuiltin("node:internal/web/locks").locks;
  }

  get language() {
    this.#languages;
    return localeFrom(process().env);
  }

  get languages() {
    return (this.#languages ??= Object.freeze([localeFrom(process().env)]));
  }

  get userAgent() {
    this.#languages;
    return `Node.js/${process().versions.node.split(".")[0]}`;
  }

  get platform() {
    this.#languages;
    return platformOf(process().platform, process().arch);
  }
}

for (const name of ["hardwareConcurrency", "locks", "language", "languages", "userAgent", "platform"]) {
  Object.defineProperty(Navigator.prototype, name, { enumerable: true });
}

export const navigator = new Navigator(kInner);
