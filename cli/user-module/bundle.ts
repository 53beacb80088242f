/** Makes one script of a job module and all that it imports; `tidemark` stays outside. */
import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { buildSync, type Message } from "esbuild";
import { messageOf, UserError } from "../user-error.ts";

/** A module as one script in CommonJS. */
export interface Bundle {
  readonly code: string;
  /** JSON, version 3. */
  readonly sourceMap: string;
  /** SHA-256 of the code, 64 hex digits: equal sources, equal hash, wherever they lie. */
  readonly sha256: string;
}

/**
 * Class names survive, because records travel under them. `a ** b` becomes a call of `Math.pow`, which is the same
 * everywhere while a simulation runs; the engine's own operator is not. Node's modules cannot be imported: a job is a pure
 * function of its environment.
 *
 * @param shown what the user calls the module
 * @param path absolute
 */
export function bundleModule(shown: string, path: string): Bundle {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    throw new UserError(`The job module ${shown} cannot be read: there is no such file.`);
  try {
    const { outputFiles } = buildSync({
      entryPoints: [path],
      absWorkingDir: dirname(path),
      outfile: `${basename(path)}.cjs`,
      bundle: true,
      format: "cjs",
      platform: "neutral",
      mainFields: ["module", "main"],
      conditions: ["import", "default"],
      external: ["tidemark", "tidemark/*"],
      keepNames: true,
      supported: { "exponent-operator": false },
      sourcemap: "external",
      sourcesContent: false,
      tsconfigRaw: {},
      write: false,
      logLevel: "silent",
    });
    const text = (end: string) => outputFiles.find((file) => file.path.endsWith(end))?.text ?? "";
    const code = text(".cjs");
    return { code, sourceMap: text(".map"), sha256: createHash("sha256").update(code).digest("hex") };
  } catch (thrown) {
    throw new UserError(sentence(shown, path, thrown));
  }
}

/** The first problem that the bundler found, with file and line. */
function sentence(shown: string, path: string, thrown: unknown): string {
  const [first] = (thrown as { readonly errors?: readonly Message[] }).errors ?? [];
  if (first === undefined) return `The job module ${shown} cannot be bundled: ${messageOf(thrown)}`;
  const place = first.location === null ? shown : `${placeOf(shown, path, first.location.file)}:${first.location.line}`;
  const missing = /^Could not resolve "((?:node:)?[^"]+)"/.exec(first.text);
  return missing === null
    ? `${place}: ${first.text.replace(/\.?$/, ".")}`
    : `${place}: the import "${missing[1]}" cannot be found; a job module imports tidemark, its own files and pure packages.`;
}

/** The module under the user's name for it, other files under theirs. */
function placeOf(shown: string, path: string, file: string): string {
  return file === basename(path) ? shown : file;
}
