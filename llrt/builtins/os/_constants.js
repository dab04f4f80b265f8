// os.constants: the system's own numbers.
import * as native from "native:os";

const { dlopen, errno, signals } = native.constants();
const bare = (object) => ({ __proto__: null, ...object });

export const constants = {
  __proto__: null,
  UV_UDP_REUSEADDR: 4,
  dlopen: bare(dlopen),
  errno: bare(errno),
  signals: Object.freeze(bare(signals)),
  priority: bare({
    PRIORITY_LOW: 19, PRIORITY_BELOW_NORMAL: 10, PRIORITY_NORMAL: 0, PRIORITY_ABOVE_NORMAL: -7, PRIORITY_HIGH: -14, PRIORITY_HIGHEST: -20,
  }),
};
