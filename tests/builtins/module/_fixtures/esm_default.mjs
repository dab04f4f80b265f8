export default class Thing {}
export const other = 1;
