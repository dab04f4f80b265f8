// What several invocations at once are for: most of an invocation's time is spent waiting for something else.
import { setTimeout as wait } from "node:timers/promises";

export const handler = async (event) => {
  await wait(2);
  return event;
};
