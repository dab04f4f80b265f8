// Named exports of node:process that few programs touch, made when one of them is first read: each brings a file of its own.
import process from "./_process.js";

export const { allowedNodeEnvironmentFlags, config, debugPort, features, finalization, moduleLoadList, report } = process;
