import { describe, expect, test } from "vitest";
import { deepFreeze } from "../../sim/net/deep-freeze.ts";
import { createSimulation, type Run, simulate } from "../../sim/simulation.ts";
import type { RpcAddress } from "../../src/cluster/rpc.ts";
import type { Message } from "../../src/world.ts";
import { nodeId } from "../../src/world.ts";
import { bucketHost, bucketScenario } from "../support/bucket-scenario.ts";

const scenarios = {
  "without faults": bucketScenario(),
  "with a crash": bucketScenario({ faults: ["crash:tm=B@cp.complete#3+40ms/1s"] }),
  "with state in files": bucketScenario({
    configuration: {
      "execution.checkpointing.storage": "filesystem",
      "execution.checkpointing.data-inline-threshold": "0 b",
    },
    faults: ["crash:tm=A@txn.pre#9/500ms"],
  }),
};

function essence(run: Run) {
  const { status, digest, digestChain, events } = run;
  return { status, digest, digestChain, events };
}

describe("messages that nobody can change", () => {
  test.each(Object.entries(scenarios))("leave a run %s as it is", (_name, scenario) => {
    const frozen = simulate(scenario, bucketHost, { freezeMessages: true });
    expect(frozen.status).toBe("FINISHED");
    expect(essence(frozen)).toEqual(essence(simulate(scenario, bucketHost)));
  });

  test("are every request, answer and control message, and no record", () => {
    const simulation = createSimulation(scenarios["with a crash"], bucketHost, { freezeMessages: true });
    const network = simulation.kernel.net;
    const send = network.send.bind(network);
    const seen = { rpc: 0, service: 0, records: 0 };
    network.send = (from, to, message, sizeBytes) => {
      send(from, to, message, sizeBytes);
      expect(Object.isFrozen(message)).toBe(true);
      const { body, element } = message as { body?: unknown; element?: { values?: unknown[] } } & Message;
      if (message.class === "rpc" && typeof body === "object") {
        expect(Object.isFrozen(body)).toBe(true);
        seen.rpc++;
      }
      if (message.class === "service") seen.service++;
      if (element?.values !== undefined) {
        expect(Object.isFrozen(element)).toBe(true);
        expect(Object.isFrozen(element.values)).toBe(false);
        seen.records += element.values.length;
      }
    };
    while (simulation.advance());
    expect(simulation.status).toBe("FINISHED");
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
  });

  test("are an error for who changes one", () => {
    const body: { address: RpcAddress; list: number[] } = { address: { node: nodeId("jm"), endpoint: "x" }, list: [1] };
    deepFreeze(body);
    expect(() => body.list.push(2)).toThrow(TypeError);
    expect(() => Object.assign(body.address, { endpoint: "y" })).toThrow(TypeError);
  });
});

test("freezing skips bytes, stops at cycles and leaves out what it is told to", () => {
  const value = { bytes: new Uint8Array(2), self: null as unknown, map: new Map([[{ a: 1 }, { b: 1 }]]), values: [{}] };
  value.self = value;
  deepFreeze(value, "values");
  value.bytes[0] = 7;
  value.values.push({});
  expect(value.bytes[0]).toBe(7);
  expect(Object.isFrozen(value.map.keys().next().value)).toBe(true);
  expect(Object.isFrozen([...value.map.values()][0])).toBe(true);
  expect(() => Object.assign(value, { self: 1 })).toThrow(TypeError);
});
