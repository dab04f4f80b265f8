// What toWeb() and fromWeb() of the classes call.
export * from "../_web/streams/adapters.js";
