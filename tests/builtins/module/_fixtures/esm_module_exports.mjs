export default "d";
export { value as "module.exports" };
const value = { replaced: true };
