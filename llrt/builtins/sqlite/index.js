// node:sqlite.  Constants only: databases are not there yet and throw when opened.
// Reference: nodejs.org/api/sqlite.html
import { missing } from "../_missing.js";
import { constants } from "./_constants.js";

const { functions, klass } = missing("sqlite");
export const { backup } = functions("backup/2");
export const DatabaseSync = klass("DatabaseSync/0", undefined, `
  open/0 close/0 prepare/0 exec/0 function/0 createTagStore/0 location/0 aggregate/0 createSession/0 applyChangeset/0
  enableLoadExtension/0 enableDefensive/0 loadExtension/0 serialize/0 deserialize/0 setAuthorizer/0
`);
export const StatementSync = klass("StatementSync/0", undefined, `
  iterate/0 all/0 get/0 run/0 columns/0 setAllowBareNamedParameters/0 setAllowUnknownNamedParameters/0 setReadBigInts/0
  setReturnArrays/0
`);
export const Session = klass("Session/0", undefined, "changeset/0 patchset/0 close/0");

export { constants };

export default { DatabaseSync, StatementSync, Session, constants, backup };
