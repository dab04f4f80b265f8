// Colours of a message: those of a terminal on stderr, looked at anew for every message.
import { loadBuiltin } from "native:engine";
import { state } from "../process/_state.js";

const CODES = { blue: 34, green: 32, white: 39, red: 31, gray: 90 };

export const colors = {
  enabled: false,
  blue: "", green: "", white: "", red: "", gray: "",
  refresh() {
    this.enabled = loadBuiltin("node:internal/util/colors").shouldColorize(state.process?.stderr ?? 2);
    for (const name of Object.keys(CODES)) this[name] = this.enabled ? `\u001b[${CODES[name]}m` : "";
  },
};
