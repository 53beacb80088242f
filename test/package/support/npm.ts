/** Runs npm and what npm has installed, as a user does. */
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The checkout. */
export const ROOT = resolve(import.meta.dirname, "../../..");

/** Nothing of the npm that runs these tests gets into the npm that they run. */
const ENVIRONMENT = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(config|package|lifecycle)/i.test(name))),
  NO_COLOR: "1",
  FORCE_COLOR: "0",
};

/** Makes every connection fail: what is run under it needs no network. */
const OFFLINE = `import net from "node:net";
net.Socket.prototype.connect = () => { throw new Error("there is no network here"); };
`;

export type Finished = Pick<SpawnSyncReturns<string>, "status" | "stdout" | "stderr">;

/** Runs `npm` in a folder. */
export function npm(cwd: string, ...args: readonly string[]): Finished {
  const options = { cwd, encoding: "utf8", env: ENVIRONMENT } as const;
  const script = process.env.npm_execpath;
  return script === undefined
    ? spawnSync("npm", args, { ...options, shell: process.platform === "win32" })
    : spawnSync(process.execPath, [script, ...args], options);
}

/** Installs what the project needs, from npm's cache where it can. */
export function install(cwd: string, ...packages: readonly string[]): Finished {
  return npm(cwd, "install", "--prefer-offline", "--fetch-retries=0", "--no-audit", "--no-fund", ...packages);
}

/** Runs a command of an installed package, by `npx --no-install`, with the network off. */
export function npx(cwd: string, ...args: readonly string[]): Finished {
  return npm(cwd, "exec", "--offline", "--no", "--", ...args);
}

/** Runs a Node program in a folder, with the network off. */
export function node(cwd: string, ...args: readonly string[]): Finished {
  const guard = join(cwd, "offline.mjs");
  writeFileSync(guard, OFFLINE);
  return spawnSync(process.execPath, ["--import", "./offline.mjs", ...args], {
    cwd,
    encoding: "utf8",
    env: ENVIRONMENT,
  });
}

/** Did it fail because there is no way to the registry? */
export function isUnreachable({ status, stderr }: Finished): boolean {
  return status !== 0 && /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/.test(stderr);
}

/** An empty folder of this name with a package.json. */
export function emptyProject(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
}

/** What `npm pack` put into the archive. */
export interface Packed {
  readonly filename: string;
  /** Bytes of the archive. */
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** Packs the checkout into a folder. Built before and not by npm: it builds anew, and others may be using what there is. */
export function pack(destination: string): Packed {
  spawnSync(process.execPath, [join(ROOT, "cli", "bin", "build-ui.js"), "--if-needed"]);
  const options = ["--json", "--silent", "--ignore-scripts", "--pack-destination", destination];
  const { status, stdout, stderr } = npm(ROOT, "pack", ...options);
  if (status !== 0) throw new Error(`npm pack ended with ${status}:\n${stderr}`);
  // npm's own output: a list with one entry for each package, or an object by name.
  const packed = JSON.parse(stdout) as readonly Packed[] | Readonly<Record<string, Packed>>;
  return Object.values(packed)[0];
}

/** A file of the checkout. */
export function rootFile(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}
