// loadConfig: what the environment, the shared files and a default say of a setting. The original throws and catches an error for each
// place that does not say anything; here that is only so when no place does, or when a logger wants to hear of it.
import { loadConfig as original } from "modules:@smithy/core/dist-es/submodules/config/node-config-provider/configLoader.js";
import { memoize } from "modules:@smithy/core/dist-es/submodules/config/property-provider/memoize.js";
import { getProfileName } from "modules:@smithy/core/dist-es/submodules/config/shared-ini-file-loader/getProfileName.js";
import { loadSharedConfigFiles } from "./load_shared_config_files.mjs";

// Selectors throw for values that mean nothing: then the next place is asked, and the original knows what to say at the end.
function asked(selector, ...values) {
  try {
    return selector(...values);
  } catch {
    return undefined;
  }
}

async function fromFiles(selector, { preferredFile = "config", ...init }) {
  const profile = getProfileName(init);
  const { configFile, credentialsFile } = await loadSharedConfigFiles(init);
  const config = configFile[profile] || {};
  const credentials = credentialsFile[profile] || {};
  return preferredFile === "config"
    ? asked(selector, { ...credentials, ...config }, configFile)
    : asked(selector, { ...config, ...credentials }, credentialsFile);
}

export function loadConfig(selectors, configuration = {}) {
  const { environmentVariableSelector, configFileSelector, default: fallback } = selectors;
  const { signingName, logger } = configuration;
  if (logger !== undefined && logger.constructor?.name !== "NoOpLogger") return original(selectors, configuration);
  return memoize(async () => {
    let found = asked(environmentVariableSelector, process.env, { signingName, logger });
    if (found === undefined) found = await fromFiles(configFileSelector, configuration);
    if (found !== undefined) return found;
    if (fallback === undefined) return original(selectors, configuration)();
    return typeof fallback === "function" ? fallback() : fallback;
  });
}
