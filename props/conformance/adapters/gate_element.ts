// An element of a case as it comes over a channel of ours: its row, and how it travels.

import { ElementKind } from "@headwater/sim";
import type { CaseReader } from "../case_reader.ts";
import { barrierRow, type CheckpointBarrier } from "../../../sim/element/checkpoint_barrier.ts";
import {
  ALIGNED,
  alignedWithTimeout,
  type CheckpointOptions,
  UNALIGNED,
} from "../../../sim/element/checkpoint_options.ts";
import { Row } from "../../../sim/element/row.ts";
import { OVERTAKING } from "../../../sim/3_channel/subpartition.ts";

/** What a buffer of a case is to us, or an end: a row of its own. */
export interface FedBuffer {
  readonly bytes: number;
  /** Which feed it came with, and its place there. */
  readonly feed: number;
  readonly place: number;
}

/** Something on its way to a gate. */
export interface GateElement {
  readonly channel: number;
  readonly row: Row;
  /** 0 for data, −1 for an event, −2 for one that overtakes. */
  readonly backlog: number;
}

const { RECORD, CANCEL_CHECKPOINT_MARKER, END_OF_PARTITION, EVENT_ANNOUNCEMENT } = ElementKind;
const DATA = 0, EVENT = -1;
const OPTIONS = ["created", "type", "alignment", "timeout"];

/** Reads an element; a barrier that says nothing about itself is unaligned. */
export function readElement(element: CaseReader, feed = 0, place = 0): GateElement {
  const kind = element.verb(
    "buffer",
    "barrier",
    "announcementOf",
    "cancelBarrier",
    "endOfPartition",
  );
  element.only(kind, "channel", "size", ...(kind === "barrier" ? OPTIONS : []));
  const channel = element.get("channel").integer();
  switch (kind) {
    case "buffer": {
      const bytes = readBytes(element);
      const value: FedBuffer = Object.freeze({ bytes, feed, place });
      return { channel, row: rowOf(RECORD, 0, value), backlog: DATA };
    }
    case "barrier": {
      const barrier = readBarrier(element);
      const isFirst = barrier.options.alignment === "unaligned";
      return { channel, row: barrierRow(barrier), backlog: isFirst ? OVERTAKING : EVENT };
    }
    case "announcementOf": {
      const barrier = readBarrier(element.get(kind).only("barrier", ...OPTIONS));
      return { channel, row: barrierRow(barrier, EVENT_ANNOUNCEMENT), backlog: OVERTAKING };
    }
    case "cancelBarrier": {
      const checkpointId = element.get(kind).integer();
      return { channel, row: rowOf(CANCEL_CHECKPOINT_MARKER, checkpointId), backlog: EVENT };
    }
    case "endOfPartition": {
      element.get(kind).flag();
      const value: FedBuffer = Object.freeze({ bytes: 0, feed, place });
      return { channel, row: rowOf(END_OF_PARTITION, 0, value), backlog: EVENT };
    }
  }
}

/** `buffer: true` with a `size`, or `buffer: 100`. */
function readBytes(element: CaseReader): number {
  if (element.has("size")) return element.get("size").integer();
  const buffer = element.get("buffer");
  return buffer.json() === true ? 1 : buffer.integer();
}

function readBarrier(element: CaseReader): CheckpointBarrier {
  return {
    checkpointId: element.get("barrier").integer(),
    triggeredAt: element.has("created") ? 1000 * element.get("created").integer() : 0,
    options: readOptions(element),
  };
}

/** `type`, `alignment` and `timeout` of a barrier. */
export function readOptions(from: CaseReader): CheckpointOptions {
  const isSavepoint = from.has("type") &&
    from.get("type").choice("checkpoint", "savepoint") === "savepoint";
  const options = readAlignment(from);
  return isSavepoint ? Object.freeze({ ...options, isSavepoint }) : options;
}

function readAlignment(from: CaseReader): CheckpointOptions {
  if (!from.has("alignment")) return UNALIGNED;
  switch (from.get("alignment").choice("aligned", "alignedWithTimeout", "unaligned")) {
    case "aligned":
      return ALIGNED;
    case "alignedWithTimeout":
      return alignedWithTimeout(1000 * from.get("timeout").integer());
    case "unaligned":
      return UNALIGNED;
  }
}

function rowOf(kind: number, timestamp: number, value?: unknown): Row {
  return Object.assign(new Row(), { kind, timestamp, value });
}
