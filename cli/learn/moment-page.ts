/** Serves the page with a failing run in it, while a learner watches. */
import { currentPage } from "../ui/current-page.ts";
import { builtInLibrary } from "../ui/library.ts";
import { jsonFile, readPageFiles } from "../ui/page-files.ts";
import { withScenario } from "../ui/served-library.ts";
import { servePage } from "../ui/server.ts";
import type { WrittenMoment } from "./moment-files.ts";

/** At most one server: the newest moment takes the place of the one before. */
export class MomentPage {
  #close: (() => void) | null = null;

  /** Gives the address of the moment. Throws `UserError` where the page cannot be made. */
  async show({ file, address }: WrittenMoment): Promise<string> {
    const { library, name } = withScenario(builtInLibrary(), file);
    const files = readPageFiles(currentPage());
    files.set("/library.json", jsonFile(library));
    this.close();
    const server = await servePage(0, { files, trace: null });
    this.#close = () => server.close();
    const fragment = address === null ? `s=${encodeURIComponent(name)}` : address.slice(address.indexOf("#") + 1);
    return `http://127.0.0.1:${server.port}/#${fragment}`;
  }

  close(): void {
    this.#close?.();
    this.#close = null;
  }
}
