// getColorDepth() and hasColors() of a terminal: functions of the environment alone.
import { loadBuiltin } from "native:engine";
import { getEnv } from "native:console";
import { validateInteger } from "../_validators.js";

const read = (env) => (env === undefined ? getEnv : (name) => env[name]);

export const colorDepthOf = function getColorDepth(env = undefined) {
  return loadBuiltin("node:internal/util/colors").colorDepth(read(env));
};

export const hasColorsOf = function hasColors(count, env) {
  if (env === undefined && (count === undefined || (typeof count === "object" && count !== null))) {
    env = count;
    count = 16;
  } else {
    validateInteger(count, "count", 2);
  }
  return count <= 2 ** this.getColorDepth(env);
};
