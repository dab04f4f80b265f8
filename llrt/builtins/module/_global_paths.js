// The named export `globalPaths` of node:module, made when it is read.
import { Module } from "./_cjs.js";

export const { globalPaths } = Module;
