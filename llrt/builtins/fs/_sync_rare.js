// Synchronous functions of several buffers or several calls.
import * as native from "native:fs";
import { loadBuiltin } from "native:engine";
import { validateInteger } from "../_validators.js";
import { readvRequest, validBuffers, writevRequest } from "./_calls.js";
import { validFd } from "./_paths.js";
import { runSync } from "./_request.js";

export function readvSync(fd, buffers, position) {
  validBuffers(buffers);
  return runSync(readvRequest(validFd(fd), buffers, position));
}

export function writevSync(fd, buffers, position) {
  validBuffers(buffers);
  fd = validFd(fd);
  return buffers.length === 0 ? 0 : runSync(writevRequest(fd, buffers, position));
}

export function truncateSync(path, len) {
  if (len === undefined) len = 0;
  validateInteger(len, "len");
  const fs = loadBuiltin("node:fs").default;
  const fd = fs.openSync(path, "r+");
  try {
    fs.ftruncateSync(fd, len);
  } finally {
    native.close(fd);
  }
}
