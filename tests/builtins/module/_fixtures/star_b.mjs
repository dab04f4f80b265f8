import { count, increment } from "./counter.mjs";
export { count, increment as up };
export const own = "b";
