/** Examples of sinks. */
import type { SimulatedService } from "../../../sim/services/simulated-service.ts";
import {
  appendLogSink,
  type Committer,
  type CommitterContext,
  DiscardingSink,
  nodeId,
  RichSinkFunction,
  type Sink,
  type SinkWriter,
  transactionalLogSink,
  type WriterContext,
} from "../../../src/index.ts";
import type { Example } from "../example.ts";
import { numbersOfAJobThatFailsOnce, runJob } from "../run-job.ts";

/** In the order of the page. */
export const SINKS: readonly Example[] = [
  {
    name: "print",
    keeps: "Nothing.",
    guarantee:
      "At least once: what is replayed after a failure is printed again. The lines stand in the log of the TaskManager, `printToErr` writes its standard error. What a method of a sink gives is a `DataStreamSink`, which has a name, a `uid` and a parallelism.",
    run: () => {
      const run = runJob((env) => {
        numbersOfAJobThatFailsOnce(env).print("n");
        env.execute();
      });
      return run.stdout();
    },
    gives: ["n> 1", "n> 2", "n> 1", "n> 2", "n> 3"],
  },
  {
    name: "collectAsync and executeAndCollect",
    keeps: "The transactions that are prepared and not committed; each goes when its checkpoint is complete.",
    guarantee:
      "Exactly once where the job takes checkpoints. `executeAndCollect` is `collectAsync` without a name, and `execute`; the host reads both by `run.collected`.",
    run: () => {
      const run = runJob((env) => {
        const numbers = numbersOfAJobThatFailsOnce(env);
        numbers.collectAsync("by name");
        numbers.map((n) => n * n).executeAndCollect();
      });
      return [run.collected("by name"), run.collected()];
    },
    gives: [
      [1, 2, 3],
      [1, 4, 9],
    ],
  },
  {
    name: "sinkTo with a writer and a committer",
    keeps: "What is prepared and not committed; it goes when its checkpoint is complete and the committer has it done.",
    guarantee:
      "Exactly once, if the outside system knows a commit again that is asked for twice, as by `id` here. The writer alone (without `createCommitter`) gives at least once. With `writerStateful`, `snapshotState` and `restoreWriter` the writer keeps state, too.",
    run: () => {
      type Booking = { readonly id: string; readonly lines: readonly number[] };
      class LedgerSink implements Sink<number, Booking> {
        createWriter({ operatorId, subtaskIndex, task }: WriterContext): SinkWriter<number, Booking> {
          let [count, lines]: [number, number[]] = [0, []];
          return {
            write: (line) => void lines.push(line),
            flush() {},
            prepareCommit() {
              if (lines.length === 0) return [];
              const booking = { id: `${operatorId}-${subtaskIndex}-${task}-${count++}`, lines };
              lines = [];
              return [booking];
            },
            close() {},
          };
        }

        createCommitter({ external }: CommitterContext): Committer<Booking> {
          return {
            *commit(requests) {
              for (const { committable } of requests) yield* external.ask(nodeId("ledger"), committable, 60);
            },
            close() {},
          };
        }
      }
      const ledger: SimulatedService<Booking, null, Map<string, readonly number[]>> = {
        initialState: () => new Map(),
        handle({ id, lines }, booked) {
          booked.set(id, lines);
          return null;
        },
      };
      const run = runJob(
        (env) => {
          numbersOfAJobThatFailsOnce(env).sinkTo(new LedgerSink());
          env.execute();
        },
        { services: { ledger: ledger as SimulatedService } },
      );
      return [...(run.serviceState("ledger") as Map<string, readonly number[]>).values()].flat();
    },
    gives: [1, 2, 3],
  },
  {
    name: "transactionalLogSink",
    keeps: "The transactions that are prepared and not committed; each goes when its checkpoint is complete.",
    guarantee:
      "Exactly once: lines are visible when the checkpoint that holds them is complete. In the shape of `KafkaSink`, also in this: a transaction that is open for longer than `transactionTimeoutMs` (an hour) before it is committed is aborted by the log, and what it held is lost. The report of a run then says which, and how much (`tidemark run transaction-timeout`).",
    run: () => {
      const run = runJob((env) => {
        numbersOfAJobThatFailsOnce(env).sinkTo(transactionalLogSink<number>({ log: "numbers" }));
        env.execute();
      });
      return run.output("numbers");
    },
    gives: ["1", "2", "3"],
  },
  {
    name: "appendLogSink",
    keeps: "Nothing: what it has gathered is sent before each checkpoint.",
    guarantee:
      "At least once: what a failed attempt has sent stays, and comes again. Here the first 64 of 70 lines had gone when the job failed.",
    run: () => {
      const run = runJob((env) => {
        numbersOfAJobThatFailsOnce(env, 70).sinkTo(appendLogSink<number>({ log: "numbers" }));
        env.execute();
      });
      return run.output("numbers").length;
    },
    gives: 134,
  },
  {
    name: "addSink with a SinkFunction",
    keeps:
      "Nothing, unless the function is a `CheckpointedFunction` as well; behind `keyBy` a rich one also what it puts into its keyed states, until it clears them.",
    guarantee: "At least once: what the function does is done again for records that are replayed.",
    run: () => {
      const outside: string[] = [];
      class Doubles extends RichSinkFunction<number> {
        invoke(n: number): void {
          outside.push(`double ${n * 2}`);
        }
      }
      runJob((env) => {
        const numbers = numbersOfAJobThatFailsOnce(env);
        numbers.addSink(new Doubles()).name("doubles");
        numbers.filter((n) => n === 1).addSink((n) => void outside.push(`plain ${n}`));
        env.execute();
      });
      return outside;
    },
    gives: ["double 2", "plain 1", "double 4", "double 2", "plain 1", "double 4", "double 6"],
  },
  {
    name: "DiscardingSink",
    keeps: "Nothing.",
    guarantee: "None: it takes records and does nothing with them, for `sinkTo` and for `addSink`.",
    run: () => {
      const run = runJob((env) => {
        const words = env.fromElements("a", "b");
        words.sinkTo(new DiscardingSink<string>());
        words.addSink(new DiscardingSink<string>());
        env.execute();
      });
      return [run.status, run.stdout()];
    },
    gives: ["FINISHED", []],
  },
];
