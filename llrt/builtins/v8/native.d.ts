// The op of native:v8 as JS sees it (native.py).

/** [resident bytes of the process, bytes the heap may take]. */
export function memory(): [number, number];
