import { describe, expect, test } from "vitest";
import { canonical, randomFaults } from "../../../sim/explore/random-faults.ts";
import { CallFault } from "../../../sim/faults/call-fault.ts";
import { formatFault, parseFault } from "../../../sim/faults/fault-text.ts";
import { KeyedEntropy } from "../../../sim/kernel/entropy.ts";
import { instruction } from "../../../sim/narrate/fault-script.ts";
import { faultEnd, faultSentence } from "../../../sim/narrate/faults.ts";
import { LogFiles } from "../../../sim/services/log-files.ts";
import { ServiceOutput } from "../../../sim/services/service-output.ts";
import { ServiceDisk, ServiceProcess } from "../../../sim/services/service-process.ts";
import { createSimulation } from "../../../sim/simulation.ts";
import type { ServiceRequest } from "../../../src/connectors/service-message.ts";
import { nodeId } from "../../../src/world.ts";
import { TestWorld } from "../support/world.ts";

describe("a fault that strikes a service", () => {
  test.each([
    "crash:service=crm@2s/500ms",
    "crash:service=crm,silent@txn.commit#1/1s",
    "pause:service=crm@2s/1s",
    "slow:service=crm,x=8@3s/10s",
    "cut:A-service=crm,oneway@5s/2s",
    "cut:service=crm-jm@5s/2s",
    "drop:method=crm.find,reply,n=2@1s",
    "duplicate:method=crm,n=1@1s",
  ])("is the same again when its text is read: %s", (text) => {
    expect(formatFault(parseFault(text))).toBe(text);
  });

  test("is told with the service's name", () => {
    const plainSpaces = (text: string | null) => text?.replace(/\s/g, " ");
    expect(plainSpaces(instruction("crash:service=crm@2s/500ms"))).toBe(
      "at 2 s, crash the service crm, and start it again after 0.5 s",
    );
    expect(plainSpaces(faultSentence("pause:service=crm@2s/1s"))).toBe(
      "A fault: the service crm stands still for 1 s.",
    );
    expect(faultEnd("cut:A-service=crm@5s/2s")).toBe("TaskManager A and the service crm reach each other again.");
  });

  test("is refused with one sentence when the host has no such service", () => {
    const scenario = {
      version: 1 as const,
      seed: 1,
      programs: [{ module: "none" }],
      cluster: { taskManagers: 1, slots: 1 },
    };
    const host = { programs: {}, services: { erp: { initialState: () => null, handle: () => null } } };
    for (const fault of ["crash:service=crm@1s", "cut:A-service=crm@1s/1s"])
      expect(() => createSimulation({ ...scenario, faults: [fault] }, host)).toThrow(
        'A fault strikes the service "crm", but the host has erp.',
      );
  });
});

/** What the service is asked and the client is answered when requests 1 to 3 of different kinds are sent under a fault. */
function struck(text: string): { readonly asked: unknown[]; readonly answered: number[] } {
  const world = new TestWorld();
  const asked: unknown[] = [];
  const service = { initialState: () => null, handle: (request: unknown) => asked.push(request) };
  const disk = new ServiceDisk(null, new ServiceOutput(new LogFiles(), world.kernel.trace));
  world.add("crm", (ports) => new ServiceProcess(ports, service, disk));
  const client = world.listener("client");
  const fault = parseFault(text);
  if (fault.what !== "drop" && fault.what !== "duplicate" && fault.what !== "delay") throw new Error("no call fault");
  world.kernel.net.addFault(new CallFault(fault));
  for (const [i, body] of [{ kind: "find" }, { kind: "save" }, "neither"].entries()) {
    const request: ServiceRequest = { class: "service", kind: "request", id: i + 1, body };
    client.world.net.send(nodeId("crm"), request, 60);
  }
  world.run();
  return { asked, answered: client.received.map(({ message }) => (message as ServiceRequest).id) };
}

describe("a fault of requests to a service", () => {
  test("strikes those of one kind", () => {
    expect(struck("drop:method=crm.save@0s")).toEqual({ asked: [{ kind: "find" }, "neither"], answered: [1, 3] });
  });

  test("strikes any request when it names the service alone", () => {
    expect(struck("drop:method=crm,n=3@0s")).toEqual({ asked: [], answered: [] });
  });

  test("takes the answer away after the effect", () => {
    expect(struck("drop:method=crm.save,reply@0s")).toEqual({
      asked: [{ kind: "find" }, { kind: "save" }, "neither"],
      answered: [1, 3],
    });
  });

  test("leaves other services alone", () => {
    expect(struck("drop:method=erp.save,n=9@0s").answered).toEqual([1, 2, 3]);
  });
});

describe("random faults", () => {
  const course = { horizonMs: 3000, occurrences: {}, methods: ["submitTask"], taskManagers: 3 };
  const plan = (services: readonly string[], requests: readonly string[]) => {
    const dice = new KeyedEntropy(5).draws("test", "faults");
    const faultKinds = [
      { weight: 1, value: "crash-log" as const },
      { weight: 1, value: "log-requests" as const },
      { weight: 1, value: "pause" as const },
    ];
    return randomFaults(dice, { features: new Set(), faultKinds, faults: 200 }, { ...course, services, requests });
  };

  test("strike the services of the host and the requests that are sent to them", () => {
    const text = plan(["crm"], ["crm.find"]).join(" ");
    for (const part of [/crash:service=crm@/, /pause:service=crm@/, /drop:method=crm\.find,/, /method=crm\.find,reply/])
      expect(text).toMatch(part);
    expect(text).toMatch(/crash:log@/);
  });

  test("name no service where there is none", () => {
    expect(plan([], []).join(" ")).not.toMatch(/service|crm/);
  });

  test("read back from their texts", () => {
    const texts = plan(["crm"], ["crm.find"]);
    expect(canonical(texts.map(parseFault))).toEqual(texts);
  });
});
