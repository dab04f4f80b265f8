// Whether output may be coloured, and how deeply: by the terminal and the environment.
// Reference: nodejs.org/api/tty.html#writestreamgetcolordepthenv
import { getEnv, isTTY } from "native:console";

const CI = {
  APPVEYOR: 8, BUILDKITE: 8, CIRCLECI: 24, DRONE: 8, GITEA_ACTIONS: 24, GITHUB_ACTIONS: 24, GITLAB_CI: 8, TRAVIS: 8,
};
const TERMINALS = {
  eterm: 4, cons25: 4, console: 4, cygwin: 4, dtterm: 4, gnome: 4, hurd: 4, jfbterm: 4, konsole: 4, kterm: 4, mlterm: 4,
  mosh: 24, putty: 4, st: 4, "rxvt-unicode-24bit": 24, terminator: 24, "xterm-kitty": 24,
};
const SIXTEEN = /ansi|color|linux|direct|^con[0-9]*x[0-9]|^rxvt|^screen|^xterm|^vt100|^vt220/;

function forced(value) {
  switch (value) {
    case "": case "1": case "true": return 4;
    case "2": return 8;
    case "3": return 24;
    default: return 1;
  }
}

function byProgram(read) {
  switch (read("TERM_PROGRAM")) {
    case "iTerm.app": {
      const version = read("TERM_PROGRAM_VERSION");
      return !version || /^[0-2]\./.test(version) ? 8 : 24;
    }
    case "HyperTerm": case "MacTerm": return 24;
    case "Apple_Terminal": return 8;
    default: return undefined;
  }
}

function byTerminal(read) {
  const colorTerm = read("COLORTERM");
  if (colorTerm === "truecolor" || colorTerm === "24bit") return 24;
  const term = read("TERM");
  if (term) {
    if (/truecolor/.test(term)) return 24;
    if (/^xterm-256/.test(term)) return 8;
    const lower = term.toLowerCase();
    if (Object.hasOwn(TERMINALS, lower)) return TERMINALS[lower];
    if (SIXTEEN.test(lower)) return 4;
  }
  return colorTerm ? 4 : 1;
}

// Bits of colour a terminal shows: 1, 4, 8 or 24.  `read(name)` gives a variable of the environment.
export function colorDepth(read = getEnv) {
  const force = read("FORCE_COLOR");
  if (force != null) return forced(force);
  if (read("NODE_DISABLE_COLORS") || read("NO_COLOR") || read("TERM") === "dumb") return 1;
  if (read("TMUX")) return 24;
  if (read("TF_BUILD") != null && read("AGENT_NAME") != null) return 4;
  if (read("CI") != null) {
    for (const name of Object.keys(CI)) if (read(name) != null) return CI[name];
    return read("CI_NAME") === "codeship" ? 8 : 1;
  }
  const teamcity = read("TEAMCITY_VERSION");
  if (teamcity != null) return /^(9\.(0*[1-9]\d*)\.|\d{2,}\.)/.test(teamcity) ? 4 : 1;
  return byProgram(read) ?? byTerminal(read);
}

// `stream` may also be a descriptor.
export function shouldColorize(stream) {
  if (getEnv("FORCE_COLOR") != null) return colorDepth() > 2;
  if (typeof stream === "number") return isTTY(stream) && colorDepth() > 2;
  return Boolean(stream?.isTTY) && (typeof stream.getColorDepth === "function" ? stream.getColorDepth() > 2 : true);
}
