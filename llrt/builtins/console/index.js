// node:console: the global console as a module, its methods as named exports.
import console from "./_global.js";

export default console;
export const {
  Console, assert, clear, context, count, countReset, createTask, debug, dir, dirxml, error, group, groupCollapsed,
  groupEnd, info, log, profile, profileEnd, table, time, timeEnd, timeLog, timeStamp, trace, warn,
} = console;
