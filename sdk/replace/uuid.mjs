// bindV4: crypto.randomUUID of Node, which is asked for when used.
import { randomUUID } from "node:crypto";

export function bindV4() {
  return () => randomUUID();
}
