// Signals are events of process.
const log = (...args) => console.log(...args);
// However long it takes to come; a listener does not keep the program alive.
const come = async (name, send) => {
  const alive = setInterval(() => {}, 1000);
  const heard = new Promise((resolve) => process.once(name, resolve));
  send();
  await heard;
  clearInterval(alive);
};
for (const name of ["SIGUSR2", "SIGINT", "SIGTERM", "SIGHUP", "SIGWINCH", "SIGPIPE"]) {
  process.once(name, (...args) => log(...args));
  await come(name, () => log(process.kill(process.pid, name)));
  log(process.listenerCount(name));
}
const listener = () => log("USR2");
process.on("SIGUSR2", listener);
process.on("SIGUSR2", () => log("again"));
await come("SIGUSR2", () => process.kill(process.pid, "SIGUSR2"));
process.off("SIGUSR2", listener);
await come("SIGUSR2", () => process.kill(process.pid, 12));
process.on("SIGNOTHING", () => {});
for (const name of ["SIGKILL", "SIGSTOP"]) {
  try {
    process.on(name, () => {});
  } catch (error) {
    log(error.name, error.code, error.message, error.errno, error.syscall);
  }
}
process.on("SIGTERM", () => log("never: a signal listener does not keep the program alive"));
