/** Serves the page to this machine and to nobody else. */
import { createReadStream } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { UserError } from "../user-error.ts";
import type { PageFile } from "./page-files.ts";

/** What there is to serve. */
export interface Served {
  /** By path on the server. */
  readonly files: ReadonlyMap<string, PageFile>;
  /** File that is served as `/trace.jsonl`, however large; null: there is none. */
  readonly trace: string | null;
}

/** The page loads nothing from elsewhere; its icon is written into it. */
const PAGE_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; worker-src 'self' blob:; connect-src 'self'";
/** The worker makes code out of the bundles of jobs, and neither it nor they connect to anything. */
const WORKER_POLICY = "default-src 'none'; connect-src 'none'; script-src 'self' 'unsafe-eval'";

const HEADERS = {
  "cache-control": "no-cache",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
};

const HOST = "127.0.0.1";

/** A server that listens. */
export interface PageServer {
  readonly port: number;
  close(): void;
}

/** @param port 0: any that is free. Rejects with `UserError` if it cannot be had. */
export function servePage(port: number, served: Served): Promise<PageServer> {
  const server = createServer((request, response) => answer(server, served, request, response));
  return new Promise((listening, failed) => {
    server.once("error", (error: NodeJS.ErrnoException) => failed(new UserError(whyNot(port, error))));
    server.listen(port, HOST, () => {
      listening({
        port: portOf(server),
        close: () => {
          server.close();
          server.closeAllConnections();
        },
      });
    });
  });
}

/** A server that listens on TCP has an address with a port. */
function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function whyNot(port: number, { code, message }: NodeJS.ErrnoException): string {
  const instead = "choose another with --port, or any that is free with --port 0.";
  if (code === "EADDRINUSE") return `The port ${port} is in use; ${instead}`;
  if (code === "EACCES") return `The port ${port} is not for everybody; ${instead}`;
  return `The port ${port} cannot be listened on: ${message}.`;
}

function answer(server: Server, { files, trace }: Served, request: IncomingMessage, response: ServerResponse): void {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  response.setHeader("content-security-policy", PAGE_POLICY);
  // A name of somebody else's that leads here (DNS rebinding) would let their page read what is served.
  const path = pathOf(request.url ?? "/");
  const file = files.get(path);
  if (!isOurHost(request.headers.host, portOf(server)))
    refuse(response, 421, "This server answers to 127.0.0.1 and localhost only.");
  else if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("allow", "GET, HEAD");
    refuse(response, 405, "This server can only be read from.");
  } else if (trace !== null && path === "/trace.jsonl") sendTrace(trace, request, response);
  else if (file === undefined) refuse(response, 404, "There is no such file here.");
  else sendFile(file, request, response);
}

function sendFile(file: PageFile, request: IncomingMessage, response: ServerResponse): void {
  if (file.isWorker) response.setHeader("content-security-policy", WORKER_POLICY);
  response.setHeader("content-type", file.type);
  response.setHeader("content-length", file.body.length);
  response.end(request.method === "HEAD" ? undefined : file.body);
}

function isOurHost(host: string | undefined, port: number): boolean {
  // Browsers leave the port out where it is the default one.
  const names = [HOST, "localhost"];
  return names.some((name) => host === `${name}:${port}` || (port === 80 && host === name));
}

/** Exactly as it was asked for: names of files need no decoding, and nothing else has a name. */
function pathOf(url: string): string {
  const path = url.replace(/[?#].*$/s, "");
  return path === "/" ? "/index.html" : path;
}

function sendTrace(path: string, request: IncomingMessage, response: ServerResponse): void {
  response.setHeader("content-type", "application/x-ndjson; charset=utf-8");
  if (request.method === "HEAD") return void response.end();
  const file = createReadStream(path);
  file.once("error", () => {
    if (!response.headersSent) refuse(response, 404, "The trace cannot be read any more.");
    else response.destroy();
  });
  response.once("close", () => file.destroy());
  file.pipe(response);
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.statusCode = status;
  response.setHeader("content-type", "text/plain; charset=utf-8");
  response.end(`${sentence}\n`);
}
