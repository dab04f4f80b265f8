// process.allowedNodeEnvironmentFlags: the flags NODE_OPTIONS may hold. A read-only Set whose has() forgives spelling.
// Follows https://nodejs.org/docs/latest-v24.x/api/process.html#processallowednodeenvironmentflags

const FLAGS = [
  "--abort-on-uncaught-exception", "--conditions", "-C", "--enable-source-maps", "--env-file", "--import", "--input-type", "--insecure-http-parser",
  "--max-http-header-size", "--max-old-space-size",
  "--no-deprecation", "--no-warnings", "--require", "-r", "--stack-trace-limit", "--throw-deprecation",
  "--trace-deprecation", "--trace-uncaught", "--trace-warnings", "--unhandled-rejections", "--use-env-proxy",
];

class NodeEnvironmentFlagsSet extends Set {
  constructor() {
    super();
    for (const flag of FLAGS) super.add(flag);
    Object.freeze(this);
  }

  add() {
    return this;
  }

  delete() {
    return false;
  }

  clear() {}

  // --some_flag and --some-flag=value mean --some-flag; the dashes before it may be missing.
  has(key) {
    if (typeof key !== "string") return false;
    const name = key.replace(/_/g, "-").replace(/=.*$/s, "");
    return super.has(name) || super.has(`--${name}`) || super.has(`-${name}`);
  }
}

export const allowedNodeEnvironmentFlags = new NodeEnvironmentFlagsSet();
