/** Examples of sources. */
import { simulatedSocket } from "../../../sim/services/simulated-socket.ts";
import {
  type CheckpointedFunction,
  DataGeneratorSource,
  FileSource,
  type FunctionInitializationContext,
  type ListState,
  ListStateDescriptor,
  NumberSequenceSource,
  RateLimiterStrategy,
  RichParallelSourceFunction,
  type RuntimeContext,
  replaySource,
  type SourceContext,
  type SourceFunction,
  type SourceRun,
  TextLineInputFormat,
  WatermarkStrategy,
} from "../../../src/index.ts";
import type { Example } from "../example.ts";
import { runJob } from "../run-job.ts";

/** In the order of the page. */
export const SOURCES: readonly Example[] = [
  {
    name: "fromElements",
    keeps: "How many values were emitted, as long as the job lives.",
    replay:
      "It goes on behind the last value that the checkpoint holds. One subtask. What a method of a source gives is a `DataStreamSource`: a stream with the settings of an operator.",
    run: () => {
      const run = runJob((env) => {
        env.fromElements("to", "be").print();
        env.execute();
      });
      return run.stdout();
    },
    gives: ["to", "be"],
  },
  {
    name: "fromCollection",
    keeps: "How many values were emitted, as long as the job lives; the values themselves are part of the job.",
    replay: "It goes on behind the last value that the checkpoint holds. One subtask.",
    run: () => {
      const run = runJob((env) => {
        const words = new Set(["to", "be", "to"]);
        env.fromCollection(words).print();
        env.execute();
      });
      return run.stdout();
    },
    gives: ["to", "be"],
  },
  {
    name: "fromData",
    keeps: "The ranges of positions and how far each was read; a range goes when it is read to its end.",
    replay:
      "It goes on where the checkpoint says. The newer sister of `fromElements`, on a `DataGeneratorSource`: one subtask, unless `setParallelism` asks for more.",
    run: () => {
      const run = runJob((env) => {
        env.fromData(1, 2, 3).print();
        env.execute();
      });
      return run.stdout();
    },
    gives: ["1", "2", "3"],
  },
  {
    name: "fromSequence",
    keeps: "The ranges of numbers and how far each was read; a range goes when it is read to its end.",
    replay:
      "It goes on where the checkpoint says. The same as `fromSource` with a `NumberSequenceSource`; the numbers are shared out over the subtasks.",
    run: () => {
      const run = runJob((env) => {
        env.setParallelism(2);
        env.fromSequence(1, 4).print("method");
        env
          .fromSource(new NumberSequenceSource(1, 2), WatermarkStrategy.noWatermarks<number>(), "numbers")
          .print("class");
        env.execute();
      });
      return run.stdout().sort();
    },
    gives: ["class:1> 1", "class:2> 2", "method:1> 1", "method:1> 2", "method:2> 3", "method:2> 4"],
  },
  {
    name: "DataGeneratorSource, with a rate",
    keeps: "The ranges of numbers and how far each was read; the rate limiter keeps nothing and begins anew.",
    replay:
      "The same numbers are made into records again, so the generator has to give the same for the same number. Besides `perSecond` there are `perCheckpoint` and `noOp`.",
    run: () => {
      const run = runJob((env) => {
        const orders = new DataGeneratorSource((n) => `order ${n}`, 3, RateLimiterStrategy.perSecond(1));
        env.fromSource(orders, WatermarkStrategy.noWatermarks<string>(), "orders").print();
        env.execute();
      });
      return [run.stdout(), run.virtualMs > 2000];
    },
    gives: [["order 0", "order 1", "order 2"], true],
  },
  {
    name: "FileSource",
    keeps: "The files and how many lines of each were read; a file goes when it is read to its end.",
    replay: "The lines behind the checkpoint are read again. A file is one split, so one subtask reads it.",
    run: () => {
      const run = runJob(
        (env) => {
          const lines = FileSource.forRecordStreamFormat(new TextLineInputFormat(), "hamlet.txt").build();
          env.fromSource(lines, WatermarkStrategy.noWatermarks<string>(), "lines").print();
          env.execute();
        },
        { inputs: { "hamlet.txt": ["to be", "or not to be"] } },
      );
      return run.stdout();
    },
    gives: ["to be", "or not to be"],
  },
  {
    name: "replaySource",
    keeps: "The position in each split; a split goes when it is read to its end.",
    replay:
      "It goes on at the positions of the checkpoint. It is Tidemark's own: it replays an input in the time in which it happened, sped up, in disorder if asked for.",
    run: () => {
      const run = runJob(
        (env) => {
          const timestampOf = ({ at }: { at: number }) => at;
          const rides = replaySource({ input: "rides", timestampOf, speed: 60, disorderMs: 0 });
          const strategy = WatermarkStrategy.forMonotonousTimestamps<{ at: number }>();
          env.fromSource(rides, strategy.withTimestampAssigner(timestampOf), "rides").map(timestampOf).print();
          env.execute();
        },
        { inputs: { rides: [{ at: 0 }, { at: 60_000 }] } },
      );
      return [run.stdout(), run.virtualMs >= 2000];
    },
    gives: [["0", "60000"], true],
  },
  {
    name: "socketTextStream",
    keeps: "Nothing.",
    replay:
      "What was read and is in no completed checkpoint is lost: the other side does not send a line twice. Here the TaskManager crashes half-way.",
    run: () => {
      const chat = simulatedSocket({ lines: ["a", "b", "c", "d", "e", "f"], linesPerSecond: 1 });
      const run = runJob(
        (env) => {
          env.enableCheckpointing(4000);
          env.socketTextStream("chat").collectAsync();
          env.execute();
        },
        { services: { chat }, faults: ["crash:tm=A@6s/1s"] },
      );
      return run.collected();
    },
    gives: ["a", "b", "c", "f"],
  },
  {
    name: "addSource with a SourceFunction",
    keeps:
      "Nothing, unless the function is a `CheckpointedFunction` as well. A class may extend `RichSourceFunction` or `ParallelSourceFunction`.",
    replay:
      "It begins anew, so its records come twice. `run` is a generator: it says `yield` where Java's loop would wait.",
    run: () => {
      const ticks: SourceFunction<string> = {
        *run(ctx) {
          for (const at of [10, 20]) {
            ctx.collectWithTimestamp(`tick ${at}`, at);
            ctx.emitWatermark(at);
            yield ctx.sleep(100);
          }
        },
        cancel() {},
      };
      const run = runJob((env) => {
        env.addSource(ticks, "ticks").print();
        env.execute();
      });
      return run.stdout();
    },
    gives: ["tick 10", "tick 20"],
  },
  {
    name: "addSource with a RichParallelSourceFunction",
    keeps: "What it puts into its lists, here the number to go on with, as long as the job lives.",
    replay: "It goes on where its state says; without state it begins anew. One instance runs in each subtask.",
    run: () => {
      class Numbers extends RichParallelSourceFunction<string> implements CheckpointedFunction {
        private subtask = 0;
        private next = 0;
        private state!: ListState<number>;

        override open({ indexOfThisSubtask }: RuntimeContext): void {
          this.subtask = indexOfThisSubtask;
        }

        initializeState(context: FunctionInitializationContext): void {
          this.state = context.getOperatorStateStore().getListState(new ListStateDescriptor<number>("next"));
          for (const next of this.state.get()) this.next = next;
        }

        *run(ctx: SourceContext<string>): SourceRun {
          while (this.next < 2) {
            ctx.collect(`subtask ${this.subtask}: ${this.next++}`);
            yield;
          }
        }

        snapshotState(): void {
          this.state.update([this.next]);
        }
      }
      const run = runJob((env) => {
        env.addSource(new Numbers()).setParallelism(2).print().setParallelism(1);
        env.execute();
      });
      return run.stdout().sort();
    },
    gives: ["subtask 0: 0", "subtask 0: 1", "subtask 1: 0", "subtask 1: 1"],
  },
];
