// What programs may set on the module itself: tls.DEFAULT_CIPHERS and its like, as they are now.
import { constants } from "../crypto/_constants.js";

export const settings = {
  ciphers: constants.defaultCoreCipherList,
  ecdhCurve: "auto",
  minVersion: "TLSv1.2",
  maxVersion: "TLSv1.3",
};

// The module, whose members programs replace; index.js puts it here.
export const door = { tls: undefined };
