/** A sink becomes operators: writer, committer, and what the sink puts around them. `SinkTransformationTranslator`. */
import { GraphError } from "./graph-error.ts";
import { Partitioner } from "./partitioner.ts";
import {
  type ExpansionContext,
  PartitionTransformation,
  SinkOperatorTransformation,
  type SinkTransformation,
  type Transformation,
} from "./transformation.ts";

/**
 * Gives the operators of the sink in the order of their creation. They take over what was set on the sink: name as a
 * prefix, uid, parallelism, max parallelism, slot sharing group and chaining.
 */
export function expandSink(sink: SinkTransformation, nextId: () => number): readonly Transformation[] {
  const operators: Transformation[] = [];
  const context: ExpansionContext = { nextId, addOperator: (operator) => void operators.push(operator) };
  const { preWrite, preCommit, postCommit } = sink.topology;

  let end: Transformation = sink.input;
  if (preWrite !== undefined) end = custom(sink, operators, () => preWrite(end, context));
  const writer = own(sink, operators, new SinkOperatorTransformation(nextId(), end, sink.sink, "writer"));
  if (sink.sink.createCommitter === undefined) return operators;

  end = failoverRegion(writer, nextId);
  if (preCommit !== undefined) end = custom(sink, operators, () => preCommit(end, context));
  end = own(sink, operators, new SinkOperatorTransformation(nextId(), end, sink.sink, "committer"));
  if (postCommit !== undefined) {
    end = failoverRegion(end, nextId);
    custom(sink, operators, () => postCommit(end, context));
  }
  for (const operator of operators.slice(operators.indexOf(writer) + 1)) disallowUnaligned(operator, new Set());
  return operators;
}

function own(sink: SinkTransformation, operators: Transformation[], operator: Transformation): Transformation {
  operators.push(operator);
  takeOver(sink, operator, false);
  return operator;
}

function custom(sink: SinkTransformation, operators: Transformation[], build: () => Transformation): Transformation {
  const before = operators.length;
  const end = build();
  for (const operator of operators.slice(before)) takeOver(sink, operator, true);
  return end;
}

function takeOver(sink: SinkTransformation, operator: Transformation, customTopology: boolean): void {
  if (customTopology && operator.uid !== null && sink.uid === null) {
    throw new GraphError(
      `Sink ${sink.name} requires to set a uid since its customized topology has set uid for some operators.`,
      sink.id,
    );
  }
  if (sink.uid !== null) {
    if (!customTopology) operator.uid = operator.name === "Committer" ? `Sink Committer: ${sink.uid}` : sink.uid;
    else if (operator.uid !== null) operator.uid = `${sink.uid}: ${operator.uid}`;
  }
  operator.name = `${sink.name}: ${operator.name}`;
  operator.description = `${sink.description}: ${operator.description}`;
  operator.slotSharingGroup ??= sink.slotSharingGroup;
  if (!(customTopology && operator.parallelismConfigured)) {
    operator.parallelism = sink.parallelism;
    operator.parallelismConfigured = sink.parallelismConfigured;
  }
  if (operator.maxParallelism < 0) operator.maxParallelism = sink.maxParallelism;
  operator.chaining = sink.chaining;
}

/** In batch execution the committer starts when its input is complete; in streaming the partition only takes an id. */
function failoverRegion(input: Transformation, nextId: () => number): Transformation {
  return new PartitionTransformation(nextId(), input, new Partitioner("FORWARD"));
}

/** Barriers must not overtake committables: no explicit partitioning upstream of a committer may be unaligned. */
function disallowUnaligned(transformation: Transformation, seen: Set<Transformation>): void {
  if (seen.has(transformation)) return;
  seen.add(transformation);
  if (transformation instanceof PartitionTransformation) transformation.partitioner.supportsUnaligned = false;
  for (const input of transformation.inputs) disallowUnaligned(input, seen);
}
