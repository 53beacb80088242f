// Where Chromium is; `npm test` installs it by apt when it runs as root on Debian and there is none.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** Path of the browser, or null. `TIDEMARK_CHROMIUM` names another one. */
export function findChromium() {
  const named = process.env.TIDEMARK_CHROMIUM;
  if (named !== undefined && named !== "") return existsSync(named) ? named : null;
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin"];
  const paths = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), MAC];
  return paths.find((path) => existsSync(path)) ?? null;
}

/** Installs it where that is possible, else says in one line what to install. */
export function ensureChromium() {
  const found = findChromium();
  if (found !== null) return found;
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    process.stdout.write("Installing chromium for the tests (apt-get) …\n");
    const options = { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
    spawnSync("apt-get", ["update"], options);
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], options);
  }
  const installed = findChromium();
  if (installed === null)
    process.stdout.write(
      "There is no Chromium: install it (Debian: apt-get install chromium) to run the browser tests.\n",
    );
  return installed;
}
