/** A Chromium page whose worker runs a script; everything comes from memory, over a port of this machine. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** The page may load its own script and nothing else; its worker may connect to nothing. */
const POLICY = "default-src 'none'; script-src 'self' 'unsafe-inline'; worker-src 'self'; connect-src 'none'";
const PAGE = `<!doctype html><meta charset="utf-8"><title>digests</title><link rel="icon" href="data:,"><script>
window.answer = new Promise((done, failed) => {
  const worker = new Worker("/worker.js", { type: "module" });
  worker.onmessage = (event) => done(event.data);
  worker.onerror = (event) => failed(new Error(event.message));
});
</script>`;

export interface WorkerAnswer {
  /** What the worker posted first. */
  readonly message: string;
  readonly version: string;
  /** Addresses that the page or its worker asked for. */
  readonly requests: readonly string[];
}

/** Runs `script` as a module worker of a page. */
export async function runInWorker(executablePath: string, script: string): Promise<WorkerAnswer> {
  const server = await serve(script);
  try {
    const browser = await chromium.launch({ executablePath, args: FLAGS, headless: true, timeout: 60_000 });
    try {
      const page = await browser.newPage();
      const requests: string[] = [];
      page.on("request", (request) => requests.push(new URL(request.url()).pathname));
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      const message = await page.evaluate(() => (globalThis as unknown as { readonly answer: Promise<string> }).answer);
      return { message, version: browser.version(), requests };
    } finally {
      await browser.close();
    }
  } finally {
    server.close();
  }
}

function serve(script: string): Promise<Server> {
  const server = createServer((request, response) => {
    const isScript = request.url === "/worker.js";
    response.setHeader("content-type", isScript ? "text/javascript; charset=utf-8" : "text/html; charset=utf-8");
    response.setHeader("content-security-policy", POLICY);
    response.end(isScript ? script : PAGE);
  });
  return new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(server)));
}
