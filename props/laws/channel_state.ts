// Barriers that overtake: what becomes of the records that they overtake.

import { claim, claimSame } from "../claim.ts";
import { type Law, law } from "../law.ts";
import { alignedWithTimeout, UNALIGNED } from "../../sim/element/checkpoint_options.ts";
import type { ChannelCut, OvertakingNetwork } from "../overtaking_network.ts";
import { overtakingRuns, playOvertaking, recoverOvertaking } from "../overtaking_run.ts";

const GENERATED =
  "One to three tasks send records to one or two others, over channels with few credits; checkpoints " +
  "are unaligned, or aligned with or without a timeout; some are overtaken by the next one, declined by " +
  "a sender, or end with a sender; everybody acts at made-up moments.";

const isWhatWasOnItsWay = law(
  {
    id: "channel-state/is-what-was-on-its-way",
    title: "A checkpoint holds exactly the records that its barriers overtook, in order",
    rules: ["UC-1", "UC-2", "UC-5", "UC-12", "TVX-27"],
    statement:
      `${GENERATED} Of each channel of a complete checkpoint: records that the receiver had not worked on ` +
      "at its snapshot, and that the sender had sent before its own, are saved, those at the receiver " +
      "before those at the sender, in the order in which they were sent; no other record is, and none twice.",
    kind: "always",
    runCount: 1500,
    sometimes: {
      "records at both ends": 0.08,
      "overtook at a sender": 0.1,
      "overtook at a receiver": 0.2,
      "recorded later": 0.1,
      "turned at a sender": 0.1,
      "turned at a receiver": 0.2,
      "fetched": 0.2,
      "aligned in time": 0.05,
      "given up": 0.2,
      "the end of a sender": 0.1,
    },
  },
  overtakingRuns(),
  (run, cover) => {
    const network = playOvertaking(run);
    eachCut(network, (cut, id, channel) => {
      const { sent, worked, inputs, outputs } = cut;
      if (worked === null || inputs === null) return;
      const records = network.sent[channel];
      // the end of a channel counts as its barrier: then all that there was is before it
      const isEnd = sent === null;
      if (isEnd ? cut.isGivenUp : outputs === null) return;
      claimSame(
        [...inputs, ...(isEnd ? [] : outputs!)],
        records.slice(worked, isEnd ? records.length : sent),
        `Channel ${channel} in checkpoint ${id}`,
      );
      cover("records at both ends", inputs.length > 0 && !isEnd && outputs!.length > 0);
      cover("the end of a sender", isEnd && inputs.length > 0);
    });
    for (const label of network.cases) if (label !== "unaligned") cover(label);
  },
);

const recordsKeepTheirPlaces = law(
  {
    id: "channel-state/records-keep-their-places",
    title: "Only barriers overtake: without them, what is read is what was sent",
    rules: ["ORD-2", "ORD-8", "UC-3"],
    statement:
      `${GENERATED} At the end every receiver has worked on each channel's records, all of them, once, in ` +
      "the order in which they were sent, whatever was recorded meanwhile.",
    kind: "always",
    runCount: 600,
    sometimes: { "a barrier overtook": 0.4, "two checkpoints were unaligned": 0.1 },
  },
  overtakingRuns([UNALIGNED, alignedWithTimeout(5)]),
  (run, cover) => {
    const network = playOvertaking(run);
    const { receiverCount } = run.shape;
    network.receivers.forEach(({ worked }, receiver) =>
      worked.forEach((records, sender) =>
        claimSame(
          records,
          network.sent[sender * receiverCount + receiver],
          `What receiver ${receiver} has read from sender ${sender}`,
        )
      )
    );
    cover(
      "a barrier overtook",
      [...network.cases].some((label) => label.startsWith("overtook")),
    );
    const unaligned = [...network.cuts.values()].filter((cuts) =>
      cuts.some(({ outputs, inputs }) => (outputs?.length ?? 0) + (inputs?.length ?? 0) > 0)
    );
    cover("two checkpoints were unaligned", unaligned.length > 1);
  },
);

const recovers = law(
  {
    id: "channel-state/who-goes-on-misses-nothing",
    title:
      "Whoever goes on from a checkpoint works on what came after it, all of it, once, in order",
    rules: ["UC-8", "TVX-27"],
    statement:
      `${GENERATED} The newest complete checkpoint is given to a new network, and the senders send what ` +
      "they had sent after their snapshots: each receiver works on exactly the records that it had not " +
      "worked on at its own snapshot, in order.",
    kind: "always",
    runCount: 600,
    sometimes: { "rows at both ends": 0.02, "rows at a sender": 0.06, "rows at a receiver": 0.1 },
  },
  overtakingRuns(),
  (run, cover) => {
    const before = playOvertaking(run), recovered = recoverOvertaking(before);
    if (recovered === null) return;
    const { network, cuts } = recovered, { receiverCount } = run.shape;
    network.receivers.forEach(({ worked }, receiver) =>
      worked.forEach((records, sender) => {
        const channel = sender * receiverCount + receiver;
        claimSame(
          records,
          before.sent[channel].slice(cuts[channel].worked!),
          `What receiver ${receiver} works on from sender ${sender} after the checkpoint`,
        );
      })
    );
    cover("rows at a sender", cuts.some(({ outputs }) => outputs!.length > 0));
    cover("rows at a receiver", cuts.some(({ inputs }) => inputs!.length > 0));
    const areBoth = ({ inputs, outputs }: ChannelCut) => inputs!.length > 0 && outputs!.length > 0;
    cover("rows at both ends", cuts.some(areBoth));
  },
);

const nobodyWaits = law(
  {
    id: "channel-state/at-rest-nothing-is-left",
    title: "When everybody has ended, nobody waits, and every buffer is back",
    rules: ["UC-13", "NET-5", "NET-6", "AL-4"],
    statement:
      `${GENERATED} Every sender that stopped behind a barrier is told once to go on; at the end no channel ` +
      "is blocked, no checkpoint is under way, nothing is recorded, no timer is set, all credits and all " +
      "buffers of the pools are back.",
    kind: "eventually",
    runCount: 600,
    sometimes: { "unaligned": 0.4, "fetched": 0.2 },
  },
  overtakingRuns(),
  (run, cover) => {
    const network = playOvertaking(run);
    for (const { handler, gates } of network.receivers) {
      claimSame([handler.isPending, handler.timerAt === Infinity], [false, true], "The handler");
      claim(!handler.blocked.includes(1), () => "A channel is blocked for ever");
      for (const gate of gates) {
        claim(!gate.hasInput() && !gate.hasOvertaking(), () => "A gate waits");
      }
    }
    for (const { spec, overtaking, exclusiveFree } of network.inputs) {
      claimSame(overtaking!.recorder.rows, [], `Recorded for ever on channel ${spec.id}`);
      claimSame(exclusiveFree, run.shape.credits, `The buffers of channel ${spec.id}`);
    }
    for (const { partition } of network.senders) {
      const { usedCount, fullCount, subpartitions } = partition;
      claimSame([usedCount, fullCount], [0, 0], "The pool of a sender");
      for (const { backlog, overtakingCount, finished } of subpartitions) {
        claimSame([backlog, overtakingCount, finished.size], [0, 0, 0], "A channel at its sender");
      }
    }
    for (const label of ["unaligned", "fetched"]) cover(label, network.cases.has(label));
  },
);

/** Looks at what the ends of each channel say of each checkpoint. */
function eachCut(
  { cuts }: OvertakingNetwork,
  look: (cut: ChannelCut, checkpointId: number, channel: number) => void,
): void {
  for (const [id, channels] of cuts) channels.forEach((cut, channel) => look(cut, id, channel));
}

/** The laws of channel state. */
export const CHANNEL_STATE: readonly Law[] = [
  isWhatWasOnItsWay,
  recordsKeepTheirPlaces,
  recovers,
  nobodyWaits,
];
