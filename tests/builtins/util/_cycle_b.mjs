import { inspect } from "node:util";
import * as namespace from "./_cycle_a.mjs";

// Called while ./_cycle_a.mjs has not initialised all of its bindings.
export function look() {
  return [inspect(namespace), inspect(namespace, { compact: false }), inspect({ deep: { namespace } }, { showHidden: true })].join("\n");
}
