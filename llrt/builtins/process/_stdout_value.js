// The named export stdout of node:process, made when it is first read.
import process from "./_process.js";

export const { stdout } = process;
