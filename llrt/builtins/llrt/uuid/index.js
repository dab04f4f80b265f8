// llrt:uuid: UUIDs of RFC 9562 with the interface of npm's `uuid`. LLRT's own module of earlier versions; see README.md.
import { MAX, NIL, parse, stringify, validate, version } from "./_text.js";
import { v3, v5 } from "./_named.js";
import { v4 } from "./_random.js";
import { v1, v1ToV6, v6, v6ToV1, v7 } from "./_timed.js";

export { MAX, NIL, parse, stringify, v1, v1ToV6, v3, v4, v5, v6, v6ToV1, v7, validate, version };
export default { MAX, NIL, parse, stringify, v1, v1ToV6, v3, v4, v5, v6, v6ToV1, v7, validate, version };
