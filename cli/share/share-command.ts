/** `tidemark share`: a moment of a run as one file. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Library } from "../../visualizer/library/library.ts";
import { formatLink, type Link, parseLink } from "../../visualizer/link/link.ts";
import { builtInLibrary } from "../ui/library.ts";
import { readPageFiles } from "../ui/page-files.ts";
import { withScenario } from "../ui/served-library.ts";
import { UserError } from "../user-error.ts";
import { oneFile } from "./one-file.ts";

/**
 * @param what file of a scenario, name of a built-in one, or a link that the page has made
 * @param folder of the built page
 * @returns the text of the file
 * @throws UserError one sentence
 */
export function sharedFile(what: string, folder: () => string): string {
  const { library, link } = momentOf(what);
  const scenario = library.scenarios.find(({ name }) => name === link.scenario);
  if (scenario === undefined)
    throw new UserError(`The link names the scenario ${link.scenario}, which is not built in; share its file instead.`);
  const modules = new Set(scenario.scenario.programs.map(({ module }) => module));
  // Nothing else: the file is for this one moment, and for what can be done from it.
  const only: Library = {
    ...library,
    scenarios: [scenario],
    jobs: library.jobs.filter(({ module }) => modules.has(module)),
  };
  return oneFile(readPageFiles(join(folder(), ".one-file")), { library: only, link: formatLink(link) });
}

function momentOf(what: string): { readonly library: Library; readonly link: Link } {
  const library = builtInLibrary();
  const hash = what.indexOf("#");
  if (hash < 0 || existsSync(what)) {
    const chosen = withScenario(library, what);
    return { library: chosen.library, link: { scenario: chosen.name } };
  }
  const { link, ignored } = parseLink(what.slice(hash));
  if (ignored.length > 0) throw new UserError(`The link cannot be read: ${ignored.join(", ")} is not understood.`);
  return { library, link: { ...link, scenario: link.scenario ?? library.scenarios[0].name } };
}
