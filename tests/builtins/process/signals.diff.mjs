// Signals are events of process.
const log = (...args) => console.log(...args);
const pause = (ms = 20) => new Promise((resolve) => setTimeout(resolve, ms));
for (const name of ["SIGUSR2", "SIGINT", "SIGTERM", "SIGHUP", "SIGWINCH", "SIGPIPE"]) {
  process.once(name, (...args) => log(...args));
  log(process.kill(process.pid, name));
  await pause();
  log(process.listenerCount(name));
}
const listener = () => log("USR2");
process.on("SIGUSR2", listener);
process.on("SIGUSR2", () => log("again"));
process.kill(process.pid, "SIGUSR2");
await pause();
process.off("SIGUSR2", listener);
process.kill(process.pid, 12);
await pause();
process.on("SIGNOTHING", () => {});
for (const name of ["SIGKILL", "SIGSTOP"]) {
  try {
    process.on(name, () => {});
  } catch (error) {
    log(error.name, error.code, error.message, error.errno, error.syscall);
  }
}
process.on("SIGTERM", () => log("never: a signal listener does not keep the program alive"));
