import { describe, expect, test } from "vitest";
import type { StorageClient, StorageReply } from "../../../src/world.ts";
import { type Listener, TestWorld } from "../support/world.ts";

class Client implements StorageClient {
  readonly replies: { readonly token: number; readonly at: number; readonly reply: StorageReply }[] = [];
  readonly #listener: Listener;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  onStorageReply(token: number, reply: StorageReply): void {
    this.replies.push({ token, at: this.#listener.world.clock.now(), reply });
  }
}

function setUp() {
  const world = new TestWorld();
  const listener = world.listener("a");
  return { world, storage: listener.world.storage, client: new Client(listener), kernel: world.kernel };
}

const bytes = (...values: number[]) => Uint8Array.from(values);

describe("shared storage", () => {
  test("what was written can be read by another machine, once it was answered", () => {
    const { world, storage, client } = setUp();
    storage.write("x/1", bytes(1, 2, 3), client, 5);
    world.run();
    const other = world.listener("b");
    const reader = new Client(other);
    other.world.storage.read("x/1", reader, 6);
    world.run();
    expect(client.replies[0]).toMatchObject({ token: 5, reply: { ok: true } });
    expect(reader.replies[0].reply).toEqual({ ok: true, bytes: bytes(1, 2, 3) });
  });

  test("a write that was not answered is lost with its writer", () => {
    const { world, storage, client, kernel } = setUp();
    storage.write("kept", bytes(1), client, 1);
    world.run();
    storage.write("lost", bytes(2), client, 2);
    world.crash("a");
    world.boot("a");
    world.run();
    expect(kernel.storage.paths()).toEqual(["kept"]);
    expect(client.replies.length).toBe(1);
  });

  test("a file that was deleted or never written cannot be read", () => {
    const { world, storage, client } = setUp();
    storage.write("f", bytes(1), client, 1);
    world.run();
    storage.delete("f", client, 2);
    world.run();
    storage.read("f", client, 3);
    world.run();
    expect(client.replies.at(-1)?.reply).toEqual({ ok: false, reason: "There is no file f." });
  });

  test("large files and a slow store take longer", () => {
    const { world, storage, client, kernel } = setUp();
    storage.write("small", bytes(1), client, 1);
    storage.write("large", new Uint8Array(1_000_000), client, 2);
    world.run();
    const [small, large] = client.replies.map(({ at }) => at);
    expect(large - small).toBeGreaterThan(9000);
    const from = kernel.now;
    kernel.storage.slowness = 10;
    storage.write("slow", bytes(1), client, 3);
    world.run();
    expect(client.replies[2].at - from).toBeGreaterThanOrEqual(10 * small - 10);
  });

  test("a failing store refuses with a reason and keeps what it had", () => {
    const { world, storage, client, kernel } = setUp();
    storage.write("f", bytes(1), client, 1);
    world.run();
    kernel.storage.failing = true;
    storage.write("f", bytes(2), client, 2);
    storage.read("f", client, 3);
    kernel.storage.failing = false;
    world.run();
    expect(client.replies.slice(1).every(({ reply }) => !reply.ok)).toBe(true);
    storage.read("f", client, 4);
    world.run();
    expect(client.replies.at(-1)?.reply).toEqual({ ok: true, bytes: bytes(1) });
  });
});
