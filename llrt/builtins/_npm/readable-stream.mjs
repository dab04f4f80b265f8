// Node's own stream code, as Node 18 had it; node:stream completes it to Node 24's (../stream/).
export { default } from "readable-stream/lib/stream.js";
