/** The files of the page in memory: a server that knows them all by name can be asked for nothing else. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../user-error.ts";

/** What a name on the server stands for. */
export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
  /** The worker's script: code of jobs runs in it. */
  readonly isWorker: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  woff2: "font/woff2",
};

/** All files of a build of the page, by their paths on the server. Those whose names begin with a dot are not for readers. */
export function readPageFiles(folder: string): Map<string, PageFile> {
  if (statSync(join(folder, "index.html"), { throwIfNoEntry: false })?.isFile() !== true)
    throw new UserError(`The page is not there: ${folder} has no index.html; build it with: npm run build:ui`);
  const files = new Map<string, PageFile>();
  const read = (path: string, name: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.name.startsWith(".")) continue;
      if (entry.isDirectory()) read(join(path, entry.name), `${name}${entry.name}/`);
      else if (entry.isFile()) files.set(`${name}${entry.name}`, pageFile(entry.name, join(path, entry.name)));
    }
  };
  read(folder, "/");
  return files;
}

function pageFile(name: string, path: string): PageFile {
  const type = TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream";
  return { type, body: readFileSync(path), isWorker: /worker[^/]*\.js$/.test(name) };
}

/** A file that is made here, and not by the build. */
export function jsonFile(data: unknown): PageFile {
  return { type: TYPES.json, body: Buffer.from(JSON.stringify(data)), isWorker: false };
}
