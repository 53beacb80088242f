import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readPageFiles } from "../../cli/ui/page-files.ts";
import { type PageServer, servePage } from "../../cli/ui/server.ts";

const home = mkdtempSync(join(tmpdir(), "tidemark-ui-"));
const folder = join(home, "ui");
let server: PageServer;

beforeAll(async () => {
  mkdirSync(join(folder, "assets"), { recursive: true });
  writeFileSync(join(home, "secret.txt"), "secret");
  for (const name of [
    "index.html",
    ".built",
    "assets/index-a.js",
    "assets/simulation-worker-b.js",
    "assets/index-c.css",
  ])
    writeFileSync(join(folder, name), `content of ${name}`);
  const trace = join(home, "run.jsonl");
  writeFileSync(trace, '{"a":1}\n');
  server = await servePage(0, { files: readPageFiles(folder), trace });
});
afterAll(() => {
  server.close();
  rmSync(home, { recursive: true, force: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks for exactly this path, which fetch would tidy up. */
function ask(path: string, { method = "GET", host }: { method?: string; host?: string } = {}): Promise<Answer> {
  return new Promise((done, failed) => {
    const headers = host === undefined ? {} : { host };
    const asked = request({ host: "127.0.0.1", port: server.port, path, method, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => done({ status: response.statusCode, headers: response.headers, body }));
    });
    asked.on("error", failed).end();
  });
}

describe("the server of the page", () => {
  test.each([
    ["/", "text/html; charset=utf-8", "content of index.html"],
    ["/index.html?x=1", "text/html; charset=utf-8", "content of index.html"],
    ["/assets/index-a.js", "text/javascript; charset=utf-8", "content of assets/index-a.js"],
    ["/assets/index-c.css", "text/css; charset=utf-8", "content of assets/index-c.css"],
    ["/trace.jsonl", "application/x-ndjson; charset=utf-8", '{"a":1}\n'],
  ])("serves %s with its type, to be asked for again each time", async (path, type, body) => {
    const answer = await ask(path);
    expect(answer).toMatchObject({ status: 200, body });
    expect(answer.headers).toMatchObject({ "content-type": type, "cache-control": "no-cache" });
    expect(await ask(path, { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
  });

  test("lets the page load its own and nothing else, and the worker evaluate jobs and connect to nothing", async () => {
    const policy = async (path: string) => (await ask(path)).headers["content-security-policy"];
    const page = await policy("/");
    expect(page).toContain("default-src 'self'; style-src 'self' 'unsafe-inline'");
    expect(page).toContain("worker-src 'self' blob:; connect-src 'self'");
    expect(page).not.toContain("unsafe-eval");
    expect(await policy("/assets/index-a.js")).toBe(page);
    const worker = await policy("/assets/simulation-worker-b.js");
    expect(worker).toBe("default-src 'none'; connect-src 'none'; script-src 'self' 'unsafe-eval'");
  });

  test.each([
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "//../secret.txt",
    "/./../secret.txt",
    "/assets/",
    "/.built",
    "/%00",
    "/%",
    "/__proto__",
    "/index.html/",
    "http://127.0.0.1/../secret.txt",
  ])("has nothing at %s", async (path) => {
    const { status, body } = await ask(path);
    expect({ status, body }).toEqual({ status: 404, body: "There is no such file here.\n" });
  });

  test.each(["evil.example", "evil.example:80", "127.0.0.1.evil.example", "127.0.0.1", "localhost:1", "[::1]"])(
    "does not answer to the name %j",
    async (host) => {
      expect(await ask("/", { host })).toMatchObject({ status: 421, body: expect.not.stringContaining("content") });
    },
  );

  test("answers to its own names", async () => {
    for (const name of ["127.0.0.1", "localhost"])
      expect(await ask("/", { host: `${name}:${server.port}` })).toMatchObject({ status: 200 });
  });

  test("cannot be written to", async () => {
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      const { status, headers } = await ask("/", { method });
      expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: "GET, HEAD" });
    }
  });

  test("has no trace where none was given, and says so where it is gone", async () => {
    const files = readPageFiles(folder);
    for (const [trace, sentence] of [
      [null, "There is no such file here.\n"],
      [join(home, "gone.jsonl"), "The trace cannot be read any more.\n"],
    ] as const) {
      const other = await servePage(0, { files, trace });
      const answer = await fetch(`http://127.0.0.1:${other.port}/trace.jsonl`);
      expect([answer.status, await answer.text()]).toEqual([404, sentence]);
      other.close();
    }
  });

  test("says in a sentence that its port is taken", async () => {
    const blocker = createServer();
    await new Promise<void>((done) => blocker.listen(0, "127.0.0.1", () => done()));
    const { port } = blocker.address() as AddressInfo;
    await expect(servePage(port, { files: new Map(), trace: null })).rejects.toThrow(
      `The port ${port} is in use; choose another with --port, or any that is free with --port 0.`,
    );
    blocker.close();
  });

  test("needs a page", () => {
    expect(() => readPageFiles(home)).toThrow(/The page is not there: .* has no index\.html; build it with: npm run/);
  });
});
