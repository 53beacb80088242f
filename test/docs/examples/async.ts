/** Examples of requests to the outside. */

import type { SimulatedService } from "../../../sim/services/simulated-service.ts";
import { harnessForStream } from "../../../src/harness/index.ts";
import { AsyncDataStream, type AsyncFunction, AsyncRetryStrategies, RetryPredicates } from "../../../src/index.ts";
import type { Example } from "../example.ts";
import { runJob } from "../run-job.ts";

/** In the order of the page. */
export const ASYNC: readonly Example[] = [
  {
    name: "asynchronous requests, ordered",
    keeps:
      "The elements that have no answer yet, until their results have left; after a restart they are asked for again.",
    run: () => {
      const harness = harnessForStream<number>((numbers) =>
        AsyncDataStream.orderedWait(
          numbers,
          { asyncInvoke: (n, future, calls) => calls.after(10 - n, () => future.complete([n * 100])) },
          1000,
          5,
        ),
      );
      harness.processElement(1);
      harness.processElement(8);
      harness.setProcessingTime(20);
      return harness.extractOutputValues();
    },
    gives: [100, 800],
  },
  {
    name: "asynchronous requests, unordered",
    keeps:
      "The same. Results leave as they come, but never across a watermark. When `capacity` requests are under way, the operator takes no more input; `timeout` answers in place of a service that is too slow.",
    run: () => {
      const harness = harnessForStream<number>((numbers) =>
        AsyncDataStream.unorderedWait(
          numbers,
          {
            asyncInvoke: (n, future, calls) => calls.after(n, () => future.complete([`${n} ms`])),
            timeout: (n, future) => future.complete([`${n} ms is too long`]),
          },
          1000,
          5,
        ),
      );
      for (const n of [20, 10, 5000]) harness.processElement(n);
      harness.setProcessingTime(21);
      harness.setProcessingTime(1001);
      return harness.extractOutputValues();
    },
    gives: ["10 ms", "20 ms", "5000 ms is too long"],
  },
  {
    name: "asynchronous requests to a service",
    keeps:
      "The same. `calls.request` asks a simulated system outside the cluster, which answers late, and again if the answer is lost.",
    run: () => {
      const names: Readonly<Record<number, string>> = { 7: "Ada", 8: "Bo" };
      const crm: SimulatedService<{ kind: "find"; id: number }, string, null> = {
        initialState: () => null,
        handle: ({ id }) => names[id],
        answerTimeMs: ({ id }) => 100 / id,
      };
      const run = runJob(
        (env) => {
          const ask: AsyncFunction<number, string> = (id, future, calls) =>
            calls.request<string>("crm", { kind: "find", id }, (name) => future.complete([name]));
          AsyncDataStream.orderedWait(env.fromElements(7, 8), ask, 5000).print();
          env.execute();
        },
        { services: { crm: crm as SimulatedService } },
      );
      return run.stdout();
    },
    gives: ["Ada", "Bo"],
  },
  {
    name: "asynchronous requests with retry",
    keeps:
      "The same; how often an element was tried is not kept, so after a restart it is counted from the beginning. When the input ends, what waits for another attempt is asked once more, at once.",
    run: () => {
      const retry = new AsyncRetryStrategies.FixedDelayRetryStrategyBuilder<string>(3, 100)
        .ifResult(RetryPredicates.EMPTY_RESULT_PREDICATE)
        .build();
      let asked = 0;
      const ask: AsyncFunction<number, string> = (id, future, calls) =>
        calls.after(10, () => future.complete(++asked < 3 ? [] : [`${id}: attempt ${asked}`]));
      const harness = harnessForStream<number>((ids) => AsyncDataStream.orderedWaitWithRetry(ids, ask, 5000, retry));
      harness.processElement(7);
      for (let now = 100; now <= 1000; now += 100) harness.setProcessingTime(now);
      return harness.extractOutputValues();
    },
    gives: ["7: attempt 3"],
  },
];
