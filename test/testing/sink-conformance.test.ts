import { describe, expect, test } from "vitest";
import { SINK_CASES, type SinkUnderTest, sinkConformance, sinkProblems } from "../../cli/testing/index.ts";
import type { ServiceContext, SimulatedService } from "../../sim/index.ts";
import { transactionalLogSink } from "../../src/index.ts";
import { type LedgerReply, type LedgerRequest, type LedgerState, ledger, transactionName } from "./ledger.ts";
import { bookingSink, ledgerSink } from "./ledger-sink.ts";

const onLedger: SinkUnderTest = {
  name: "the ledger sink",
  sink: () => ledgerSink("entries"),
  service: { name: "ledger", runs: ledger(), prepare: "prepare", commit: "commit" },
  read: (run) => (run.serviceState("ledger") as LedgerState).book,
};

sinkConformance(onLedger);

sinkConformance({
  name: "the sink on the transactional log",
  sink: () => transactionalLogSink<string>({ log: "out" }),
  service: { name: "log", prepare: "write", commit: "commit" },
  read: (run) => run.output("out"),
});

const known = new Map<SinkUnderTest, readonly string[]>();

/** Sentences of the cases in which something is wrong. */
function failing(subject: SinkUnderTest): readonly string[] {
  const found =
    known.get(subject) ??
    SINK_CASES.filter((one) => sinkProblems(subject, one).length > 0).map(({ sentence }) => sentence);
  known.set(subject, found);
  return found;
}

type Mistake = (
  request: LedgerRequest,
  state: LedgerState,
  rightly: (request: LedgerRequest) => LedgerReply,
  context: ServiceContext,
) => LedgerReply;

/** The ledger with a mistake in front of it. */
function mistaken(mistake: Mistake): SinkUnderTest {
  const right = ledger();
  const runs: SimulatedService<LedgerRequest, LedgerReply, LedgerState> = {
    ...right,
    handle(request, state, context) {
      const rightly = (other: LedgerRequest) => right.handle(other, state, context) as LedgerReply;
      return mistake(request, state, rightly, context);
    },
  };
  return { ...onLedger, service: { ...onLedger.service, runs } };
}

const MISTAKES: readonly (readonly [name: string, subject: SinkUnderTest, finds: readonly string[]])[] = [
  [
    "a sink whose commits have no name",
    { ...onLedger, sink: bookingSink, service: { ...onLedger.service, commit: "book" } },
    ["commits once when each commit arrives twice", "commits once when the answer to a commit is lost"],
  ],
  [
    "a ledger that forgets what it has committed",
    mistaken((request, state, rightly) => {
      if (request.kind === "commit") for (const kept of state.transactions.values()) reopen(kept);
      return rightly(request);
    }),
    [
      "commits once when the answer is lost and the attempt that waits for it dies",
      "takes a commit of an earlier attempt that comes late once",
      "shows each line once when the outside system dies as it commits",
      "shows each line once when it is cut off from the outside system for a while",
    ],
  ],
  [
    "a ledger that takes what is handed in twice as more entries",
    mistaken((request, state, rightly) => {
      if (request.kind === "prepare") state.transactions.delete(transactionName(request.transaction));
      return rightly(request);
    }),
    [
      "hands lines over once when each request to prepare arrives twice",
      "hands lines over once when the answers to prepare are lost",
      "shows each line once when the outside system dies as it prepares",
    ],
  ],
  [
    "a ledger that shuts nobody out",
    mistaken((request, _state, rightly) => (request.kind === "begin" ? { ok: true } : rightly(request))),
    [
      "aborts what an older checkpoint does not hold when it dies before the checkpoint is complete",
      "shuts out an earlier attempt whose request to prepare comes late",
    ],
  ],
  [
    "a sink whose attempts share the names of transactions",
    mistaken((request, _state, rightly) => {
      if (request.kind === "begin") return { ok: true };
      if (!("transaction" in request)) return rightly(request);
      return rightly({ ...request, transaction: { ...request.transaction, attempt: 0 } });
    }),
    [
      "commits what was prepared when it dies between the completed checkpoint and the commit",
      "shuts out an attempt that stood still until another had taken its place",
    ],
  ],
  [
    "a ledger that keeps what is prepared in its memory",
    mistaken((request, state, rightly, { memory }) => {
      if (!memory.has("awake")) state.transactions.clear();
      memory.set("awake", true);
      return rightly(request);
    }),
    ["shows each line once when the outside system dies as it prepares"],
  ],
  [
    "a sink that commits as soon as it prepares",
    mistaken((request, _state, rightly) => {
      const reply = rightly(request);
      return request.kind === "prepare" && reply.ok ? rightly({ ...request, kind: "commit" }) : reply;
    }),
    [
      "shows each line once when nothing happens",
      "commits the rest with the last checkpoint, after the end of the input",
      "commits at the end of the input of a job that takes no checkpoints",
    ],
  ],
];

function reopen(kept: { status: string }): void {
  if (kept.status === "committed") kept.status = "prepared";
}

describe("the conformance of sinks", () => {
  test.each(MISTAKES)("finds %s", (_name, subject, finds) => {
    expect(failing(subject)).toEqual(expect.arrayContaining([...finds]));
  });

  test("has no case that all of these sinks pass", () => {
    const found = new Set(MISTAKES.flatMap(([, subject]) => failing(subject)));
    expect(SINK_CASES.map(({ sentence }) => sentence).filter((sentence) => !found.has(sentence))).toEqual([]);
  });
});
