/** Makes one script of a program of this package in which another folder takes the place of the runtime's sources. */
import { existsSync, statSync } from "node:fs";
import { resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type OnResolveArgs, type OnResolveResult, type Plugin } from "esbuild";
import { messageOf, UserError } from "../user-error.ts";

/** The runtime of this package, and the folder that holds it. */
const OWN_SOURCE = fileURLToPath(new URL("../../src/", import.meta.url));
const PACKAGE = fileURLToPath(new URL("../../", import.meta.url));
const EXTENSION = /\.[jt]s$/;

/**
 * @param entry absolute path of the program
 * @param folder a copy of `src/` with changes in it
 * @returns an ES module
 */
export async function bundleWithSource(entry: string, folder: string): Promise<string> {
  const wanted = resolve(folder);
  if (!existsSync(resolve(wanted, "index.ts")) && !existsSync(resolve(wanted, "index.js")))
    throw new UserError(`${folder} is no copy of the runtime: there is no index.ts in it.`);
  try {
    const { outputFiles } = await build({
      entryPoints: [entry],
      bundle: true,
      format: "esm",
      platform: "node",
      target: "node20",
      conditions: ["source"],
      nodePaths: [resolve(PACKAGE, "node_modules")],
      keepNames: true,
      plugins: [substitute(wanted)],
      // Libraries in CommonJS ask for Node's modules.
      banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
      write: false,
      logLevel: "silent",
      sourcemap: "inline",
    });
    return outputFiles[0].text;
  } catch (thrown) {
    throw new UserError(
      `The sources in ${folder} cannot be bundled: ${messageOf(thrown).split("\n")[1] ?? messageOf(thrown)}`,
    );
  }
}

function substitute(folder: string): Plugin {
  return {
    name: "another runtime",
    setup({ onResolve }) {
      onResolve({ filter: /^tidemark(?:\/\w+)?$/ }, ({ path }) => packaged(path, folder));
      onResolve({ filter: /^\.\.?\// }, (args) => moved(args, folder));
    },
  };
}

function packaged(path: string, folder: string): OnResolveResult {
  const [, room] = path.split("/");
  return { path: found(room === undefined ? resolve(folder, "index.ts") : resolve(PACKAGE, room, "index.ts")) };
}

function moved({ path, resolveDir }: OnResolveArgs, folder: string): OnResolveResult | null {
  const target = resolve(resolveDir, path);
  const own = OWN_SOURCE.endsWith(sep) ? OWN_SOURCE : OWN_SOURCE + sep;
  if (target.startsWith(own)) return { path: found(resolve(folder, target.slice(own.length))) };
  return target.startsWith(resolve(folder) + sep) ? { path: found(target) } : null;
}

/** Sources and built files differ in their extension. */
function found(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) return path;
  const other = path.replace(EXTENSION, path.endsWith("ts") ? ".js" : ".ts");
  return existsSync(other) ? other : path;
}
