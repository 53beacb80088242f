import { JOBS } from "../../../exercises/jobs/index.ts";
import { SCENARIOS } from "../../../exercises/scenarios/index.ts";
import type { Scenario } from "../../../sim/scenario.ts";
import { Controller } from "../../../visualizer/page/controller.ts";
import { createPageState } from "../../../visualizer/page/page-state.ts";
import { Player } from "../../../visualizer/player/player.ts";
import { RunModel } from "../../../visualizer/run-model.ts";
import { WorkerClient } from "../../../visualizer/worker/client.ts";
import { WorkerHost } from "../../../visualizer/worker/host.ts";
import type { Answer, Command } from "../../../visualizer/worker/protocol.ts";

interface PageOptions {
  /** Scenarios beside the built-in ones. */
  readonly more?: Readonly<Record<string, Scenario>>;
  /** Of a trace. */
  readonly mostEvents?: number;
}

/** A page whose worker is in the same thread: commands and answers wait until `work` is called. */
export function pageOf(aheadEvents: number, { more = {}, mostEvents }: PageOptions = {}) {
  const page = createPageState(new RunModel(null));
  const player = new Player(page, () => () => {});
  const pending: (() => void)[] = [];
  let onAnswer: (answer: Answer) => void = () => {};
  let clock = 0;
  let brokenAt = Number.POSITIVE_INFINITY;
  const host = new WorkerHost({
    send: (answer) => onAnswer(answer),
    // Slices of a few steps: the clock moves with every look at it.
    now: () => {
      if (clock < brokenAt) return clock++;
      brokenAt = Number.POSITIVE_INFINITY;
      throw new Error("broken on purpose");
    },
    soon: (action) => pending.push(action),
    load: ({ module }) => JOBS[module].program,
    ...(mostEvents === undefined ? {} : { mostEvents }),
  });
  const commands: Command[] = [];
  const client: WorkerClient = new WorkerClient(
    {
      post: (command) => {
        commands.push(command);
        host.onCommand(command);
      },
      listen: (listener) => {
        onAnswer = listener;
      },
      // What is in the same thread is never silent.
      restart: () => {},
      seconds: () => () => {},
    },
    {
      grew: (model) => controller.onGrew(model),
      failed: (model, message, stack) => controller.onFailed(model, message, stack),
      silent: (isSilent) => controller.onSilent(isSilent),
    },
    aheadEvents,
  );
  const scenarios = Object.entries({ ...SCENARIOS, ...more }).map(([name, scenario]) => ({
    name,
    purpose: "",
    scenario,
  }));
  const jobs = Object.keys(JOBS).map((module) => ({
    module,
    sha256: "",
    code: "",
    sources: { files: [], mappings: "" },
  }));
  const controller = new Controller(page, player, client, { engine: "0.0.0", scenarios, jobs });
  const work = (slices = Number.POSITIVE_INFINITY) => {
    for (let i = 0; i < slices && pending.length > 0; i++) pending.shift()?.();
  };
  /** The next simulation breaks off at its `looks`th look at the clock, which is to be within a slice. */
  const breakAfter = (looks: number) => {
    brokenAt = clock + looks;
  };
  return { page, player, controller, work, commands, breakAfter };
}
