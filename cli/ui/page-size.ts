/** How much the page makes its reader wait for, against what it may. */
import { gzipSync } from "node:zlib";

/** A script of the page's build. */
export interface BuiltScript {
  readonly fileName: string;
  readonly code: string;
}

/** The scripts that are loaded before anything can be seen, and those of the worker. */
export interface PageScripts {
  readonly initial: readonly BuiltScript[];
  readonly worker: readonly BuiltScript[];
}

const BYTES_PER_KB = 1024;
/** KB after gzip. */
const LIMITS = { initial: 120, worker: 150 } as const;
const NAMES = { initial: "initial script", worker: "worker" } as const;

/** A line for each part with its size after gzip and its limit, and a sentence for each that is above it. */
export function pageSizes(scripts: PageScripts): { readonly lines: string[]; readonly problems: string[] } {
  const lines: string[] = [];
  const problems: string[] = [];
  for (const part of ["initial", "worker"] as const) {
    const bytes = scripts[part].reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
    const size = `${(bytes / BYTES_PER_KB).toFixed(1)} KB after gzip`;
    lines.push(`${NAMES[part].padEnd(14)} ${size}, at most ${LIMITS[part]} KB`);
    if (bytes > LIMITS[part] * BYTES_PER_KB)
      problems.push(`The ${NAMES[part]} has ${size}, more than the ${LIMITS[part]} KB that it may have.`);
    if (scripts[part].length === 0) problems.push(`The page has no ${NAMES[part]}.`);
  }
  return { lines, problems };
}
