// inspect.styles and inspect.colors: which kind of value has which colour, and the terminal's codes.

export const styles = Object.assign(Object.create(null), {
  special: "cyan",
  number: "yellow",
  bigint: "yellow",
  boolean: "yellow",
  undefined: "grey",
  null: "bold",
  string: "green",
  symbol: "green",
  date: "magenta",
  regexp: "red",
  module: "underline",
});

const OFF = 39;
const OFF_BACKGROUND = 49;

export const colors = Object.assign(Object.create(null), {
  reset: [0, 0],
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  blink: [5, 25],
  inverse: [7, 27],
  hidden: [8, 28],
  strikethrough: [9, 29],
  doubleunderline: [21, 24],
  black: [30, OFF],
  red: [31, OFF],
  green: [32, OFF],
  yellow: [33, OFF],
  blue: [34, OFF],
  magenta: [35, OFF],
  cyan: [36, OFF],
  white: [37, OFF],
  bgBlack: [40, OFF_BACKGROUND],
  bgRed: [41, OFF_BACKGROUND],
  bgGreen: [42, OFF_BACKGROUND],
  bgYellow: [43, OFF_BACKGROUND],
  bgBlue: [44, OFF_BACKGROUND],
  bgMagenta: [45, OFF_BACKGROUND],
  bgCyan: [46, OFF_BACKGROUND],
  bgWhite: [47, OFF_BACKGROUND],
  framed: [51, 54],
  overlined: [53, 55],
  gray: [90, OFF],
  redBright: [91, OFF],
  greenBright: [92, OFF],
  yellowBright: [93, OFF],
  blueBright: [94, OFF],
  magentaBright: [95, OFF],
  cyanBright: [96, OFF],
  whiteBright: [97, OFF],
  bgGray: [100, OFF_BACKGROUND],
  bgRedBright: [101, OFF_BACKGROUND],
  bgGreenBright: [102, OFF_BACKGROUND],
  bgYellowBright: [103, OFF_BACKGROUND],
  bgBlueBright: [104, OFF_BACKGROUND],
  bgMagentaBright: [105, OFF_BACKGROUND],
  bgCyanBright: [106, OFF_BACKGROUND],
  bgWhiteBright: [107, OFF_BACKGROUND],
});

// Second names: not enumerable, and reading or writing them is reading or writing the first.
const ALIASES = {
  gray: ["grey", "blackBright"], bgGray: ["bgGrey", "bgBlackBright"], dim: ["faint"],
  strikethrough: ["crossedout", "strikeThrough", "crossedOut"], hidden: ["conceal"],
  inverse: ["swapColors", "swapcolors"], doubleunderline: ["doubleUnderline"],
};
for (const [target, names] of Object.entries(ALIASES)) {
  for (const name of names) {
    Object.defineProperty(colors, name, {
      get() { return this[target]; },
      set(value) { this[target] = value; },
      configurable: true,
      enumerable: false,
    });
  }
}
