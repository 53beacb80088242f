/** Examples of state that belongs to a subtask and to no key. */
import { harnessForStream } from "../../../src/harness/index.ts";
import {
  type BroadcastState,
  type CheckpointedFunction,
  type CheckpointListener,
  type FunctionInitializationContext,
  type ListState,
  ListStateDescriptor,
  MapStateDescriptor,
} from "../../../src/index.ts";
import type { Example } from "../example.ts";
import { runJob } from "../run-job.ts";

/** In the order of the page. */
export const OPERATOR_STATE: readonly Example[] = [
  {
    name: "operator list state, dealt out evenly",
    keeps:
      "What `snapshotState` puts into the list. When the parallelism changes, the elements of all subtasks are dealt out evenly; they go when the function clears the list.",
    run: () => {
      class Buffer implements CheckpointedFunction {
        private waiting: string[] = [];
        private state!: ListState<string>;

        initializeState(context: FunctionInitializationContext): void {
          this.state = context.getOperatorStateStore().getListState(new ListStateDescriptor<string>("waiting"));
          this.waiting = [...this.state.get()];
        }

        flatMap(word: string, out: { collect(text: string): void }): void {
          this.waiting.push(word);
          out.collect(this.waiting.join("+"));
        }

        snapshotState(): void {
          this.state.update(this.waiting);
        }
      }
      const harness = harnessForStream<string>((words) => words.flatMap<string>(new Buffer()));
      for (const word of ["a", "b", "c", "d"]) harness.processElement(word);
      harness.open(harness.snapshot(), 2);
      harness.processElement("e");
      return harness.extractOutputValues();
    },
    gives: ["a", "a+b", "a+b+c", "a+b+c+d", "a+b+e"],
  },
  {
    name: "operator list state, as a union",
    keeps:
      "The same, but after a restore each subtask has the elements of all, and takes what it needs: here the greatest number, so that none goes on below it.",
    run: () => {
      const counts = new ListStateDescriptor<number>("counts");
      class Counter implements CheckpointedFunction {
        private count = 0;
        private state!: ListState<number>;

        initializeState(context: FunctionInitializationContext): void {
          this.state = context.getOperatorStateStore().getUnionListState(counts);
          for (const count of this.state.get()) this.count = Math.max(this.count, count);
        }

        map(word: string): string {
          return `${word} ${++this.count}`;
        }

        snapshotState(): void {
          this.state.update([this.count]);
        }
      }
      const harness = harnessForStream<string>((words) => words.map(new Counter()));
      for (const word of ["a", "b"]) harness.processElement(word);
      harness.open(harness.snapshot(), 3);
      harness.processElement("c");
      return [harness.extractOutputValues(), harness.parallelism];
    },
    gives: [["a 1", "b 2", "c 3"], 3],
  },
  {
    name: "operator broadcast state",
    keeps:
      "A map that each subtask changes alike, until the function removes from it; a restore gives each subtask a copy.",
    run: () => {
      const ratesState = new MapStateDescriptor<string, number>("rates");
      let rates: BroadcastState<string, number>;
      const harness = harnessForStream<string>((currencies) =>
        currencies.map({
          initializeState(context: FunctionInitializationContext) {
            rates = context.getOperatorStateStore().getBroadcastState(ratesState);
            if (!context.isRestored()) rates.put("EUR", 2);
          },
          snapshotState() {},
          map: (currency: string) => rates.get(currency) ?? 1,
        }),
      );
      harness.processElement("EUR");
      harness.open(harness.snapshot(), 2);
      harness.processElement("EUR");
      harness.processElement("USD");
      return harness.extractOutputValues();
    },
    gives: [2, 2, 1],
  },
  {
    name: "CheckpointListener",
    keeps:
      "Nothing. Any function object may have `notifyCheckpointComplete`; it may be left out or come late, and then a later one stands for all before it.",
    run: () => {
      const complete: number[] = [];
      const listener: CheckpointListener = {
        notifyCheckpointComplete: (checkpointId) => void complete.push(checkpointId),
      };
      const run = runJob((env) => {
        const numbers = env.enableCheckpointing(1000).fromElements(1, 2, 3);
        numbers.map({ ...listener, map: (n: number) => n }).print();
        env.execute();
      });
      return [run.stdout(), complete.length > 0];
    },
    gives: [["1", "2", "3"], true],
  },
];
