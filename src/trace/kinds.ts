/**
 * The kinds of trace events (see the table of fields beside each), their level, and whether they are notable.
 * Level 0 = coordination, 1 = buffers, 2 = records. A field that a kind does not name is 0 (or -1 for `task` and `ch`).
 *
 * `task` is the index of an execution attempt (given by `exec.def`), `ch` a channel, checkpoint or other id per kind.
 * Times in `x` are milliseconds of event time or microseconds of virtual time, as noted.
 */
export type TraceLevel = 0 | 1 | 2;

/** Level of what components agree on: always recorded, part of the digest. */
export const COORDINATION = 0;
/** Level of buffers, credits, watermarks and waits. */
export const BUFFERS = 1;
/** Level of single records, state and timers. */
export const RECORDS = 2;

const levels = {
  // --- run and topology (all level 0)
  /** ext {version, seed, startEpochMs, maxParallelism} */
  "run.begin": 0,
  /** a reason (0 end, 1 limit, 2 error) */
  "run.end": 0,
  /** ext {id, name, parallelism, maxParallelism, operators: [{id, name, type, stateful}], slotGroup} */
  "vertex.def": 0,
  /** ext {id, from, to, ship, type, typeNumber, exclusiveBuffers, floating} */
  "edge.def": 0,
  /** task; ext {vertex, subtask, attempt, kgStart, kgEnd, tm, slot} */
  "exec.def": 0,
  /** ch; ext {edge, fromTask, toTask, gate, index, local} */
  "chan.def": 0,
  /** ch tm index; ext {id, node, incarnation, slots} */
  "tm.def": 0,
  /** ext {id, source vertex} */
  "split.def": 0,
  /** a epoch number (start, restart); ext {restoredCheckpoint} (0 = none) */
  "topo.epoch": 0,

  // --- cluster and execution
  /** ch tm; ext {id} */
  "tm.register": 0,
  /** ch tm; x virtual µs since the last heartbeat */
  "tm.heartbeat": 0,
  "tm.suspect": 0,
  /** ch tm; x µs since last heartbeat; ext {reason, by} */
  "tm.lost": 0,
  "tm.back": 0,
  /** ch tm; a slot; ext {allocation} */
  "slot.request": 0,
  "slot.offer": 0,
  /** the slot became ACTIVE for a job: ch tm; a slot; ext {allocation, job} */
  "slot.active": 0,
  "slot.free": 0,
  /** task; a old; b new (index in EXECUTION_STATES); ext {reason} */
  "exec.state": 0,
  /** a old; b new (index in JOB_STATES); ext {job, reason} */
  "job.state": 0,
  /** a restart number; x back-off µs; ext {strategy, tasks} */
  "restart.plan": 0,
  /** task; ch checkpoint */
  "restore.begin": 0,
  /** task; ch checkpoint; x bytes */
  "restore.end": 0,
  /** task; ext {split}; b from offset (where the failed attempt was), x to offset (where the restored one starts) */
  "src.rewind": 0,
  /** a message id; ext {from, to, endpoint, method, token} */
  "rpc.send": 0,
  /** a message id; ext {endpoint, method, token, expected} — the receiver accepted the message */
  "rpc.accept": 0,
  /** a message id; ext {endpoint, method, token, expected, reason} */
  "rpc.reject": 0,

  // --- elements in channels
  /** task; ch; a el; b type (ELEMENT_TYPES); x event time | watermark | checkpoint id; ext? {value} */
  "el.emit": 2,
  /** task; ch; a el */
  "el.arrive": 2,
  /** task; ch; a el; b type; x event time | watermark | checkpoint id */
  "el.take": 2,
  "el.lost": 2,
  /** task; b offset; x event time; ext {split} — the origin of a record */
  "src.emit": 2,
  /** task; b action (0 dropped, 1 side output); x lateness ms; ext {start, end, watermark, cleanupTime, timestamp} */
  "rec.late": 2,
  /** task; consumed without output */
  "rec.filter": 2,

  // --- network and flow control
  /** task; ch; a sequence number; b elements; x bytes; ext {data: true, first, last} (event times) | {data: false, event, checkpoint?} */
  "buf.send": 1,
  "buf.arrive": 1,
  /** task; ch; a sequence number: the receiver processed the buffer and gave it back */
  "buf.recycle": 1,
  /** ch; a new credit; b backlog — written by the receiver when it announces credit */
  "credit.grant": 1,
  /** ch; a backlog */
  "credit.zero": 1,
  "credit.back": 1,
  /** task; a free; b total; x overdraft buffers in use */
  "pool.state": 1,
  /** a up (0) | cut (1) | one-way (2) | slow (3); ext {from, to} */
  "link.state": 0,

  // --- activity and waiting
  /** task; a elements; b activity (ACTIVITIES) */
  "proc.begin": 1,
  /** task; x virtual µs charged */
  "proc.end": 1,
  /** task; a reason (WAIT_REASONS); ch blocking channel or checkpoint; ext? {missing} */
  "wait.begin": 1,
  "wait.end": 1,

  // --- event time
  /** task; x watermark; ext {split?, maxTimestamp} */
  "wm.gen": 1,
  /** task; ch; x new channel watermark */
  "wm.channel": 1,
  /** task; ch holder (channel of the minimum); b active inputs; x new combined; ext {old, input} */
  "wm.advance": 1,
  /** task; ch (or -1 = the whole task); ext {input} */
  "wm.idle": 1,
  "wm.active": 1,

  // --- state, windows, timers
  /** task; b key group; x size after; ext {state, key, ns, before?, after?}; st.write also {value}, shortened text of the new value */
  "st.read": 2,
  "st.write": 2,
  "st.del": 2,
  /**
   * task; ext {op, key, kg, start, end, cleanupTime?} (absent: never, or in processing time); b of win.open: 1 if the window
   * fires by itself when the watermark has passed its end
   */
  "win.open": 2,
  "win.add": 2,
  "win.purge": 2,
  /** task; b pane (0 on time, 2 late); x watermark; ext {op, key, start, end, pane} */
  "win.fire": 2,
  "win.merge": 2,
  /** task; b domain (0 event, 1 processing); x time; ext {op, service, key, kg, ns} */
  "timer.set": 2,
  "timer.del": 2,
  /**
   * as timer.set; ext also {watermark} in the event domain, {now} in the processing domain, and {depth}: callbacks of this
   * service that run now, this one included
   */
  "timer.fire": 2,
  /** pending timers at a snapshot or after a restore: task; ch checkpoint; a 0 snapshot, 1 restore; ext {op, timers: string[]} */
  "timer.pending": 2,

  // --- checkpoints (ch = checkpoint id)
  /** a type (0 checkpoint, 1 savepoint); ext {tasks: [tasks to acknowledge], coordinators: number} */
  "cp.trigger": 0,
  /** task source */
  "cp.inject": 0,
  /** task; a first channel; x start delay µs */
  "cp.first": 0,
  /** task; ch channel; a checkpoint */
  "cp.block": 0,
  "cp.unblock": 0,
  /** task; a last channel; x alignment µs; b buffers queued meanwhile */
  "cp.aligned": 0,
  /** task; ext {sources?, sentCut: [[channel, records]], processedCut: [[channel, records]]} */
  "cp.sync": 0,
  /** task; b bytes */
  "cp.async": 0,
  /** task (-1 for a coordinator, ext {coordinator}); written by the JobMaster on receipt */
  "cp.ack": 0,
  /** task; ext {reason} */
  "cp.decline": 0,
  /** x end-to-end µs; b bytes */
  "cp.complete": 0,
  /** x age µs; ext {reason} */
  "cp.fail": 0,
  "cp.subsume": 0,
  /** task; the notification of completion arrived (a 0) or of abortion (a 1) */
  "cp.notify": 0,
  /** ext {tasks} */
  "cp.restore": 0,

  // --- sinks and output; ext.txn names the transaction, written by the log when it accepts, except txn.pre
  /** task -1; ext {log, txn, epoch, producer} */
  "txn.open": 0,
  /** b records; ext {log, txn, first} (first offset in the log) */
  "txn.write": 0,
  /**
   * task; ch checkpoint, -1 at the end of the input of a job without checkpoints; b records; ext {txn, received} — written
   * by the sink: flushed, nothing more goes into it
   */
  "txn.pre": 0,
  /** b records; ext {log, txn, repeated} */
  "txn.commit": 0,
  /** b records; ext {log, txn, why, timeoutMs?}; `timeoutMs` if the log's timeout for transactions is why */
  "txn.abort": 0,
  /** a request of a fenced, unknown or finished transaction was refused: ext {txn, epoch, expected, request, reason} */
  "txn.refuse": 0,
  /** a offset; ext {log, value, txn?} — a read-committed reader can see it */
  "out.visible": 2,
  /** a offset; ext {log, value, txn} — only a read-uncommitted reader sees it */
  "out.pending": 2,

  // --- interventions, faults, checks
  /** a index of the fault; ext {spec, target} */
  "iv.apply": 0,
  "iv.end": 0,
  /** task; ext {exception, message, operator, record} */
  "fail.task": 0,
  /** a program, function or input was at fault: ext {message} */
  "fail.job": 0,
  "inv.fail": 0,
  mark: 0,

  // --- more of the buffers level; at the end, because the digest knows kinds by their position
  /**
   * task; a 0 a reader opened the split, 1 it has released it, 2 the split is idle, 3 it is active again; ext {split}, and
   * when it is opened {boundMs?, idleMs?}: how far its watermarks stay behind, and after how long a silence it is idle
   */
  "src.split": 1,
  /** a message id of the call; b 1 answered, 0 given up; ext {from, to, method, reason?} — written by the caller */
  "rpc.answer": 1,
  /** a fault struck a packet: a 0 lost, 1 repeated, 2 late; b 1 an answer; x delay µs; ext {from, to} */
  "net.fault": 1,
  /**
   * task; a call (OPERATOR_CALLS); b position of the operator in its chain; ch checkpoint, if the call is about one; x input
   * that has ended, of an operator with two (1 or 2)
   */
  "op.call": 1,
  /** a coordinator sends an event to the reader in `task`: b 0 splits, 1 no more splits; ext {vertex, splits: [ids]} */
  "split.send": 1,
  /** the event of a coordinator is in the reader: task; b as above; ext {splits: [ids]} */
  "split.take": 1,
  /** task; ext {splits: [ids]} — the reader has read them to their end */
  "split.end": 1,
  /**
   * ch checkpoint; ext {vertex} task -1: the enumerator's state is copied; ext {splits: [[id, offset or -1]]}: the state of
   * the reader in `task` is
   */
  "split.cut": 1,
  /** task; a epoch; ext {producer, op} — the log begins a session of a transactional id for the writer `op` in `task` */
  "txn.session": 1,
  /**
   * task; ch checkpoint; ext {op, digest, groups: [first, last] | null, lists: [[name, mode, [digests]]]} — the state of one
   * operator as it is copied in the synchronous part; digests are checksums of its bytes, null without keyed state
   */
  "state.cut": 1,
  /** as state.cut, when its bytes are stored; ext also {file} (null: in the acknowledgement) */
  "state.store": 1,
  /** as state.store: the bytes that an attempt restores, one event a handle and one for the lists; ch restored checkpoint */
  "state.load": 1,
  /** a file is durable: x bytes; ext {file, digest} */
  "file.write": 1,
  /** b 0 somebody asks for it, 1 the file is gone; ext {file} */
  "file.delete": 1,
  /** ch; ext {files} — what the complete checkpoint refers to, its metadata included */
  "cp.files": 1,
  /** a tolerable failed checkpoints; b checkpoints at a time; x mode (CHECKPOINTING_MODES); ext {minPauseMicros, retention} */
  "cp.settings": 1,
  /** one of the two inputs of an operator: as wm.advance, which tells of both together; ext {input: 1 or 2} */
  "wm.input": 1,
  /**
   * A record enters an async operator; what comes of it, now or later, has this as its cause. task; a 1 restored from its state;
   * b position among the restored elements; x event time; ext {op}
   */
  "async.enter": 2,
  /** The function of an async operator is called: task; a 0 for a request, 1 because its time is up; b attempt, from 1 */
  "async.call": 2,
  /** The results of a record leave an async operator: task; a how many */
  "async.leave": 2,
  /** A record whose results have not left is part of the state: task; ch checkpoint; b position in the list; ext {op} */
  "async.hold": 2,
  /** a function printed a line to the log of its TaskManager: task; b 0 standard output, 1 standard error; ext {tm, line} */
  "tm.print": 0,
  /** task; a function at the end of the job took the record: what becomes of it there is its own affair */
  "rec.sink": 2,
  /** a request for a checkpoint was decided: a 0 of the interval, 1 somebody's; b 0 refused, ext {reason}; 1 executed, ch checkpoint */
  "cp.request": 1,
  /** the files of a complete checkpoint are deleted, because the job has ended: ch */
  "cp.discard": 1,
} as const satisfies Record<string, TraceLevel>;

/** A kind of event. */
export type TraceKind = keyof typeof levels;

/** Level of each kind. */
export const TRACE_LEVELS: Readonly<Record<TraceKind, TraceLevel>> = levels;

/** All kinds in their stable order; the digest uses the position. */
export const TRACE_KINDS = Object.keys(levels) as TraceKind[];

export * from "./words.ts";
