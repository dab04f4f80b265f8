import { look } from "./_cycle_b.mjs";

export const early = look();
export let later = 1;
export default function named() {}
export class Late {}
