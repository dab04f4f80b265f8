export * from "./tla.mjs";
