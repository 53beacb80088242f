/** How a new project is to name this package, so that `npm install` finds it where it came from. */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { PACKAGE_ROOT, packageVersion } from "../root.ts";

const MODULES = "node_modules";

/**
 * A version when npm's registry has the package, else `file:` with the way to the archive or the checkout.
 *
 * @param project folder of the new project
 */
export function dependencyOn(project: string): string {
  const modules = dirname(PACKAGE_ROOT);
  if (basename(modules) !== MODULES) return fileDependency(project, PACKAGE_ROOT);
  const resolved = resolvedIn(modules);
  if (resolved === null || !resolved.startsWith("file:")) return `^${packageVersion()}`;
  const archive = fromFileUrl(resolved, modules);
  return existsSync(archive) ? fileDependency(project, archive) : fileDependency(project, PACKAGE_ROOT);
}

/** What npm noted when it installed the package. */
function resolvedIn(modules: string): string | null {
  try {
    // npm's own file; what is not as expected is caught below.
    const { packages } = JSON.parse(readFileSync(join(modules, ".package-lock.json"), "utf8")) as {
      readonly packages: Readonly<Record<string, { readonly resolved?: string }>>;
    };
    return packages[`${MODULES}/tidemark`].resolved ?? null;
  } catch {
    return null;
  }
}

/** npm writes `file:../a.tgz`, from the folder that holds node_modules, or a whole URL. */
function fromFileUrl(resolved: string, modules: string): string {
  if (resolved.startsWith("file:///")) return fileURLToPath(resolved);
  return resolve(dirname(modules), decodeURI(resolved.slice("file:".length)));
}

function fileDependency(project: string, path: string): string {
  const way = relative(project, path).split(sep).join("/");
  return `file:${way}`;
}
