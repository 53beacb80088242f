import type { EventId } from "../../../src/trace/trace.ts";

/** Records on their way in a channel, by index. */
export interface Channel {
  readonly nodes: number[];
  readonly identities: number[];
  readonly events: EventId[];
  readonly senders: number[];
  taken: number;
}

/** Records that a living attempt has sent to a living one, and that were never taken. */
export function* untaken(
  channels: ReadonlyMap<number, Channel>,
  receiver: (channel: number) => number,
  isLive: (task: number) => boolean,
): Iterable<{ readonly number: number; readonly at: number; readonly channel: Channel }> {
  for (const [number, channel] of channels) {
    if (!isLive(receiver(number))) continue;
    for (let at = channel.taken; at < channel.nodes.length; at++)
      if (isLive(channel.senders[at])) yield { number, at, channel };
  }
}

/** The channel with this number, which may be new. */
export function channelOf(channels: Map<number, Channel>, number: number): Channel {
  let channel = channels.get(number);
  if (channel === undefined) {
    channel = { nodes: [], identities: [], events: [], senders: [], taken: 0 };
    channels.set(number, channel);
  }
  return channel;
}
