// fs.Stats as users see it: making one by hand is deprecated.
import { deprecate } from "../util/_debuglog.js";
import { Stats as Real } from "./_stats.js";

export const Stats = deprecate(Real, "fs.Stats constructor is deprecated.", "DEP0180");
