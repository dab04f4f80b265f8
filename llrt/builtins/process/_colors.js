// How many colors a terminal has, guessed from the environment as Node does.
// Follows https://nodejs.org/docs/latest-v24.x/api/tty.html#writestreamgetcolordepthenv
import { validateInteger } from "../_validators.js";

const NONE = 1;
const SIXTEEN = 4;
const MANY = 8;
const TRUE_COLOR = 24;

const BY_TERMINAL = {
  __proto__: null,
  eterm: SIXTEEN, cons25: SIXTEEN, console: SIXTEEN, cygwin: SIXTEEN, dtterm: SIXTEEN, gnome: SIXTEEN,
  hurd: SIXTEEN, jfbterm: SIXTEEN, konsole: SIXTEEN, kterm: SIXTEEN, mlterm: SIXTEEN, mosh: TRUE_COLOR,
  putty: SIXTEEN, st: SIXTEEN, "rxvt-unicode-24bit": TRUE_COLOR, terminator: TRUE_COLOR, "xterm-kitty": TRUE_COLOR,
};
const SIXTEEN_COLORS = [/ansi/, /color/, /linux/, /direct/, /^con[0-9]*x[0-9]/, /^rxvt/, /^screen/, /^xterm/, /^vt100/, /^vt220/];
const CI_SYSTEMS = {
  __proto__: null,
  APPVEYOR: MANY, BUILDKITE: MANY, CIRCLECI: TRUE_COLOR, DRONE: MANY, GITEA_ACTIONS: TRUE_COLOR,
  GITHUB_ACTIONS: TRUE_COLOR, GITLAB_CI: MANY, TRAVIS: MANY,
};

function forced(value) {
  if (value === "" || value === "1" || value === "true") return SIXTEEN;
  if (value === "2") return MANY;
  return value === "3" ? TRUE_COLOR : NONE;
}

export function colorDepth(env) {
  if (env.FORCE_COLOR !== undefined) return forced(env.FORCE_COLOR);
  const disabled = (name) => env[name] !== undefined && env[name] !== "";
  if (disabled("NODE_DISABLE_COLORS") || disabled("NO_COLOR") || env.TERM === "dumb") return NONE;
  if (env.TMUX) return TRUE_COLOR;
  if ("TF_BUILD" in env && "AGENT_NAME" in env) return SIXTEEN;
  if ("CI" in env) {
    for (const name in CI_SYSTEMS) if (name in env) return CI_SYSTEMS[name];
    return env.CI_NAME === "codeship" ? MANY : NONE;
  }
  if ("TEAMCITY_VERSION" in env) return /^(9\.(0*[1-9]\d*)\.|\d{2,}\.)/.test(env.TEAMCITY_VERSION) ? SIXTEEN : NONE;
  switch (env.TERM_PROGRAM) {
    case "iTerm.app":
      return !env.TERM_PROGRAM_VERSION || /^[0-2]\./.test(env.TERM_PROGRAM_VERSION) ? MANY : TRUE_COLOR;
    case "HyperTerm":
    case "MacTerm":
      return TRUE_COLOR;
    case "Apple_Terminal":
      return MANY;
  }
  if (env.COLORTERM === "truecolor" || env.COLORTERM === "24bit") return TRUE_COLOR;
  return depthOfTerminal(env);
}

function depthOfTerminal(env) {
  if (env.TERM) {
    if (/truecolor/.test(env.TERM)) return TRUE_COLOR;
    if (/^xterm-256/.test(env.TERM)) return MANY;
    const name = env.TERM.toLowerCase();
    if (BY_TERMINAL[name]) return BY_TERMINAL[name];
    if (SIXTEEN_COLORS.some((pattern) => pattern.test(name))) return SIXTEEN;
  }
  return env.COLORTERM ? SIXTEEN : NONE;
}

// hasColors([count][, env])
export function hasColors(count, env, processEnv) {
  let wanted = count;
  let variables = env;
  if (env === undefined && (count === undefined || (typeof count === "object" && count !== null))) {
    variables = count;
    wanted = 16;
  } else {
    validateInteger(count, "count", 2);
  }
  return wanted <= 2 ** colorDepth(variables ?? processEnv);
}
