import calc, { add } from "virtual:calc";
import data from "virtual:data" with { type: "json" };
export default [calc, add(1, 2), data];
