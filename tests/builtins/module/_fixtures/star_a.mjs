import { count, increment as up } from "./counter.mjs";
import * as space from "./counter.mjs";
export { count, up, space };
export const own = "a";
