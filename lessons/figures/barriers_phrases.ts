// The sentences about the picture of barriers, in both languages.

import type { BarriersStory, BarrierWay, ChannelState, CutRow } from "./barriers_story.ts";
import type { Language } from "./figure.ts";
import { chineseList, englishList } from "./picture_lists.ts";

/** The sentences of one language. */
export interface BarriersPhrases {
  readonly barrier: Readonly<Record<ChannelState["barrier"], string>>;
  readonly blocked: string;
  columns(way: BarrierWay): readonly string[];
  title(story: BarriersStory): string;
  caption(story: BarriersStory): string;
  frame(story: BarriersStory): string;
  channel(state: ChannelState): string;
  cut(row: CutRow): string;
  crossed(name: string, channel: string): string;
  more(count: number): string;
}

function longest({ cut }: BarriersStory): CutRow | undefined {
  return cut.reduce<CutRow | undefined>(
    (most, row) => row.waitedMicros > (most?.waitedMicros ?? 0) ? row : most,
    undefined,
  );
}

function entriesText(entries: string): string {
  return entries === "1" ? "one entry" : `${entries === "" ? "no" : entries} entries`;
}

function overtakenText(names: readonly string[], count: number): string {
  if (names.length === count) return englishList(names);
  return count === 1 ? "one row" : `${count} rows`;
}

function overtakingTitle(story: BarriersStory): string {
  const { checkpoint, way, timeout, inputCount, outputCount, upright, took } = story;
  const count = inputCount + outputCount;
  const rows = count === 0 ? "nothing" : count === 1 ? "one row" : `${count} rows`;
  const saved = count === 0 ? "" : count === 1 ? ", which is saved" : ", which are saved";
  const ends = took === "" ? "" : `; it takes ${took}`;
  const kept = upright.length === 0 ? "" : `; to ${englishList(upright)} they stay in their place`;
  return way === "turned"
    ? `Checkpoint ${checkpoint} waits ${timeout}, then its barriers overtake ${rows}${saved}${kept}${ends}`
    : `The barriers of checkpoint ${checkpoint} overtake ${rows}${saved}${kept}${ends}`;
}

const english: BarriersPhrases = {
  barrier: {
    "not sent": "not sent yet",
    buffer: "in the sender's buffer",
    way: "on its way",
    gate: "waits at the receiver",
    taken: "taken",
  },
  blocked: "blocked",
  columns: (way) => [
    "sender",
    "receiver",
    "barrier",
    "channel",
    "in front of it",
    "behind it",
    ...(way === "aligned" ? [] : ["overtaken and saved"]),
  ],
  title(story) {
    const { checkpoint, at, crossed } = story;
    if (checkpoint === "") return "No checkpoint, so no barrier";
    if (crossed.length > 0) {
      const names = [...new Set(crossed.map(({ name }) => name))];
      return `Nothing blocks: ${englishList(names)} ${
        names.length === 1 ? "gets" : "get"
      } into checkpoint ` +
        `${checkpoint} from behind its barrier`;
    }
    if (story.way !== "aligned") return overtakingTitle(story);
    const now = story.waits;
    if (now !== null) {
      const front = now.inFront.length === 0
        ? ""
        : `; ${englishList(now.inFront)} must still come first`;
      return `At ${at} ${now.receiver} has ${now.taken} of ${now.all} barriers and takes nothing from ` +
        `${englishList(now.from)}${front}`;
    }
    const most = longest(story);
    return most === undefined
      ? `Checkpoint ${checkpoint}: no subtask waits for barriers`
      : `Checkpoint ${checkpoint}: ${most.subtask} waits ${most.waited} for the last barrier`;
  },
  caption: ({ checkpoint, crossed, way, upright }) =>
    way !== "aligned"
      ? "Leaning barriers overtake what waits, at the sender and at the receiver. Rows in cells were overtaken: they " +
        "are saved with the checkpoint (shaded), and taken later." +
        (upright.length === 0
          ? ""
          : " On a broadcast edge barriers stay upright and block, since every receiver would save the same rows.")
      : checkpoint === ""
      ? "Each lane is a subtask. Without checkpoints no barriers pass from lane to lane."
      : "Barriers (upright bars) pass from lane to lane among the records. A channel whose barrier has come is " +
        "blocked (two bars) until the others have come. " +
        (crossed.length === 0
          ? "The line through all lanes is the cut: what is shaded is in the checkpoint, and nothing else is."
          : "The line through all lanes is the cut; it is broken where a record from behind a barrier got in."),
  frame: ({ checkpoint, triggeredAt, at, took }) =>
    `Checkpoint ${checkpoint} is triggered at ${triggeredAt}${
      took === "" ? "" : ` and ends after ${took}`
    }; the channels are shown at ${at}.`,
  channel({ sender, receiver, barrier, isBlocked, inFront, behind, saved, savedCount }) {
    const told = savedCount > 0 ? `it overtakes ${overtakenText(saved, savedCount)}` : [
      inFront.length === 0 ? "" : `in front of the barrier ${englishList(inFront)}`,
      behind.length === 0 ? "" : `behind it ${englishList(behind)}`,
    ].filter((text) => text !== "").join(", ");
    const is = barrier === "gate" ? "" : "is ";
    return `From ${sender} to ${receiver}: the barrier ${is}${english.barrier[barrier]}${
      isBlocked ? ", the channel is blocked" : ""
    }${told === "" ? "" : `; ${told}`}.`;
  },
  cut: ({ subtask, aligned, entries, waited, waitedMicros }) =>
    aligned === ""
      ? `${subtask} has not copied its state.`
      : `${subtask} copies ${entriesText(entries)} at ${aligned}${
        waitedMicros === 0 ? "" : `, after waiting ${waited} for barriers`
      }.`,
  crossed: (name, channel) =>
    `${name} came behind the barrier in ${channel} and is in the checkpoint all the same: after a failure it ` +
    "would be counted twice.",
  more: (count) => `${count} more`,
};

function overtakingTitleInChinese(story: BarriersStory): string {
  const { checkpoint, way, timeout, inputCount, outputCount, upright, took } = story;
  const count = inputCount + outputCount;
  const saved = count === 0 ? "没有越过任何行" : `越过 ${count} 行并保存它们`;
  const ends = took === "" ? "" : `；共用 ${took}`;
  const kept = upright.length === 0 ? "" : `；到 ${chineseList(upright)} 的屏障留在原位`;
  return way === "turned"
    ? `检查点 ${checkpoint} 等待 ${timeout}，随后屏障${saved}${kept}${ends}`
    : `检查点 ${checkpoint} 的屏障${saved}${kept}${ends}`;
}

const chinese: BarriersPhrases = {
  barrier: {
    "not sent": "尚未发出",
    buffer: "在发送方缓冲区",
    way: "在途中",
    gate: "在接收方等待",
    taken: "已取走",
  },
  blocked: "阻塞",
  columns: (way) => [
    "发送方",
    "接收方",
    "屏障",
    "通道",
    "屏障之前",
    "屏障之后",
    ...(way === "aligned" ? [] : ["被越过并保存"]),
  ],
  title(story) {
    const { checkpoint, at, crossed } = story;
    if (checkpoint === "") return "没有检查点，也就没有屏障";
    if (crossed.length > 0) {
      const names = [...new Set(crossed.map(({ name }) => name))];
      return `不阻塞：${chineseList(names)} 从屏障之后进入检查点 ${checkpoint}`;
    }
    if (story.way !== "aligned") return overtakingTitleInChinese(story);
    const now = story.waits;
    if (now !== null) {
      const front = now.inFront.length === 0 ? "" : `；${chineseList(now.inFront)} 还要先到`;
      return `${at} 时 ${now.receiver} 收到 ${now.all} 个屏障中的 ${now.taken} 个，不再读取 ${
        chineseList(now.from)
      }${front}`;
    }
    const most = longest(story);
    return most === undefined
      ? `检查点 ${checkpoint}：没有子任务等待屏障`
      : `检查点 ${checkpoint}：${most.subtask} 等最后一个屏障 ${most.waited}`;
  },
  caption: ({ checkpoint, crossed, way, upright }) =>
    way !== "aligned"
      ? "斜的屏障在发送方和接收方越过等待中的行。方格中的行被越过：它们随检查点保存（阴影），之后才被取走。" +
        (upright.length === 0
          ? ""
          : "在广播边上屏障保持竖直并阻塞，否则每个接收方都会保存同样的行。")
      : checkpoint === ""
      ? "每条泳道是一个子任务。没有检查点，就没有屏障从一条泳道到另一条。"
      : "屏障（竖线）夹在记录之间，从一条泳道到另一条。屏障已到的通道被阻塞（两条短线），直到其他屏障到来。" +
        (crossed.length === 0
          ? "穿过所有泳道的线是切面：阴影部分在检查点内，其余不在。"
          : "穿过所有泳道的线是切面；有记录从屏障之后进入的地方，线是断开的。"),
  frame: ({ checkpoint, triggeredAt, at, took }) =>
    `检查点 ${checkpoint} 在 ${triggeredAt} 触发${
      took === "" ? "" : `，历时 ${took}`
    }；下方是 ${at} 时的各通道。`,
  channel({ sender, receiver, barrier, isBlocked, inFront, behind, saved, savedCount }) {
    const overtaken = saved.length === savedCount ? chineseList(saved) : `${savedCount} 行`;
    const told = savedCount > 0 ? `它越过 ${overtaken}` : [
      inFront.length === 0 ? "" : `屏障之前有 ${chineseList(inFront)}`,
      behind.length === 0 ? "" : `之后有 ${chineseList(behind)}`,
    ].filter((text) => text !== "").join("，");
    return `从 ${sender} 到 ${receiver}：屏障${chinese.barrier[barrier]}${
      isBlocked ? "，通道被阻塞" : ""
    }${told === "" ? "" : `；${told}`}。`;
  },
  cut: ({ subtask, aligned, entries, waited }) =>
    aligned === ""
      ? `${subtask} 没有复制状态。`
      : `${subtask} 在 ${aligned} 复制 ${entries || "0"} 个条目，此前等待屏障 ${waited}。`,
  crossed: (name, channel) =>
    `${name} 在 ${channel} 中位于屏障之后，却在检查点内：故障之后它会被计算两次。`,
  more: (count) => `另有 ${count} 条`,
};

/** The sentences, by language. */
export const BARRIERS_PHRASES: Readonly<Record<Language, BarriersPhrases>> = {
  en: english,
  zh: chinese,
};
