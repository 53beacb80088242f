/** Path of the browser, or null. */
export function findChromium(): string | null;
/** Installs it where that is possible, else says in one line what to install. */
export function ensureChromium(): string | null;
