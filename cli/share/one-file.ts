/** The page as one file that opens by double click: styles, script, worker, scenario and moment in it. */
import type { Library } from "../../visualizer/library/library.ts";
import type { PageFile } from "../ui/page-files.ts";
import { UserError } from "../user-error.ts";

/** What is shown when the file opens. */
export interface SharedMoment {
  readonly library: Library;
  /** The part behind the `#` of an address. */
  readonly link: string;
}

/**
 * @param files of a build of the page
 * @throws UserError if the build is not whole
 */
export function oneFile(files: ReadonlyMap<string, PageFile>, { library, link }: SharedMoment): string {
  const page = textOf(files, "/index.html");
  const style = /<link[^>]+rel="stylesheet"[^>]+href="\.([^"]+)"[^>]*>/.exec(page);
  const script = /<script[^>]+src="\.([^"]+)"[^>]*><\/script>/.exec(page);
  const worker = [...files.values()].find(({ isWorker }) => isWorker);
  if (style === null || script === null || worker === undefined)
    throw new UserError("The page was not built as a whole; build it with: npm run build:ui");
  const inlined = JSON.stringify({ library, link, worker: worker.body.toString("utf8") }).replaceAll("<", "\\u003c");
  const code = textOf(files, script[1]).replaceAll("</script", "<\\/script");
  // Replaced by functions: what is put in may hold the signs that a replacement text gives a meaning to.
  return page
    .replace(style[0], () => `<style>${textOf(files, style[1])}</style>`)
    .replace(script[0], "")
    .replace(
      "</body>",
      () =>
        `<script type="application/json" id="tidemark-inlined">${inlined}</script>\n<script type="module">${code}</script>\n</body>`,
    );
}

function textOf(files: ReadonlyMap<string, PageFile>, name: string): string {
  const file = files.get(name);
  if (file === undefined) throw new UserError(`The page was not built as a whole: ${name} is missing.`);
  return file.body.toString("utf8");
}
