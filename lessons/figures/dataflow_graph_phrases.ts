// What a dataflow graph says, in both languages. Numbers and names come from the model.

/** One edge, as a sentence needs it. */
export interface EdgePhrase {
  readonly source: string;
  readonly target: string;
  readonly partitioner: string;
  readonly isOneToOne: boolean;
  readonly tag: string | null;
}

/** Every phrase of one language. */
export interface GraphPhrases {
  condensed(operatorCount: number, edgeCount: number, redistributedCount: number): string;
  parallel(subtaskCount: number, channelCount: number): string;
  /** `longest` is empty when nothing is chained. */
  chained(operatorCount: number, taskCount: number, longest: readonly string[]): string;
  several(name: string, parallelism: number): string;
  edge(edge: EdgePhrase): string;
  chain(names: readonly string[]): string;
  readonly oneToOne: string;
  readonly redistributed: string;
  readonly caption: {
    /** What the marks of tasks say: one sentence of these parts. */
    readonly chain: string;
    readonly slots: string;
    readonly sheets: string;
    /** What the lines say: another sentence. */
    readonly redistributed: string;
    readonly oneToOne: string;
    readonly side: string;
    readonly dense: string;
    /** When there is nothing to explain: one subtask, or one each. */
    readonly alone: string;
    readonly single: string;
    sentence(parts: readonly string[]): string;
    /** Between two sentences. */
    readonly space: string;
  };
  readonly columns: {
    readonly edges: readonly string[];
    readonly channels: readonly string[];
    readonly tasks: readonly string[];
  };
}

/** English. */
export const EN: GraphPhrases = {
  condensed(operatorCount, edgeCount, redistributedCount) {
    const operators = count(operatorCount, "operator");
    if (edgeCount === 0) return `${operators}, and nothing to send`;
    if (redistributedCount === 0) return `${operators}: every stream is one-to-one`;
    const streams = redistributedCount === edgeCount
      ? edgeCount === 1 ? "the stream" : `all ${edgeCount} streams`
      : `${redistributedCount} of ${edgeCount} streams`;
    return `${operators}: ${streams} between them ${
      redistributedCount === 1 ? "is" : "are"
    } redistributed`;
  },
  parallel(subtaskCount, channelCount) {
    const subtasks = count(subtaskCount, "subtask");
    if (channelCount === 0) return `${subtasks}, and no channel: nothing crosses a network`;
    return `${subtasks}, joined by ${count(channelCount, "channel")}`;
  },
  chained(operatorCount, taskCount, longest) {
    const tasks = `${count(operatorCount, "operator")} run as ${count(taskCount, "task")}`;
    if (longest.length === 0) return `${tasks}: nothing is chained`;
    return `${tasks}: ${list(longest, "and")} are chained`;
  },
  several: (name, parallelism) => `${name} (${count(parallelism, "subtask")})`,
  edge({ source, target, partitioner, isOneToOne, tag }) {
    const what = tag === null ? "" : ` its side output “${tag}”`;
    const how = isOneToOne ? "one-to-one" : "redistributed";
    return `${source} sends${what} to ${target} by ${partitioner}: ${how}.`;
  },
  chain: (names) => `${list(names, "and")} are chained: they run in one thread.`,
  oneToOne: "one-to-one",
  redistributed: "redistributed",
  caption: {
    chain: "operators on one ground are chained and hand records over by a call",
    slots: "the number in a slot is the task manager of that subtask",
    sheets: "sheets behind a box stand for its subtasks",
    redistributed: "where lines cross, part or meet, records are redistributed",
    oneToOne: "where lines run side by side, each subtask sends to one subtask",
    side: "a triangle marks a side output",
    dense: "of so many channels, those of one sender are drawn in ink",
    alone: "Nothing is sent: one subtask does all the work.",
    single: "Every operator has one subtask, so there is one way for every record.",
    sentence: (parts) => `${parts.join("; ").replace(/^./, (first) => first.toUpperCase())}.`,
    space: " ",
  },
  columns: {
    edges: ["From", "To", "Partitioner", "Stream", "Side output", "Channels"],
    channels: ["From", "To", "Partitioner"],
    tasks: ["Task", "Operators", "Subtasks", "Task managers"],
  },
};

/** Chinese. */
export const ZH: GraphPhrases = {
  condensed(operatorCount, edgeCount, redistributedCount) {
    if (edgeCount === 0) return `${operatorCount} 个算子，没有数据流`;
    if (redistributedCount === 0) return `${operatorCount} 个算子，所有流都是一对一的`;
    return `${operatorCount} 个算子，${edgeCount} 条流中有 ${redistributedCount} 条重新分发数据`;
  },
  parallel(subtaskCount, channelCount) {
    if (channelCount === 0) return `${subtaskCount} 个子任务，没有通道：数据不经过网络`;
    return `${subtaskCount} 个子任务，由 ${channelCount} 条通道相连`;
  },
  chained(operatorCount, taskCount, longest) {
    const tasks = `${operatorCount} 个算子作为 ${taskCount} 个任务运行`;
    if (longest.length === 0) return `${tasks}，没有算子链`;
    return `${tasks}：${longest.join("、")} 链在一起`;
  },
  several: (name, parallelism) => `${name}（${parallelism} 个子任务）`,
  edge({ source, target, partitioner, isOneToOne, tag }) {
    const what = tag === null ? "" : `把旁路输出“${tag}”`;
    return `${source}${what}按 ${partitioner} 发送到 ${target}：${
      isOneToOne ? "一对一" : "重新分发"
    }。`;
  },
  chain: (names) => `${names.join("、")} 链在一起，在同一个线程中运行。`,
  oneToOne: "一对一",
  redistributed: "重新分发",
  caption: {
    chain: "同一底色上的算子链在一起，通过方法调用传递记录",
    slots: "槽中的数字是运行该子任务的 TaskManager 的编号",
    sheets: "方框后面的纸页代表它的子任务",
    redistributed: "线条交叉、分开或汇合处，记录被重新分发",
    oneToOne: "线条并行处，每个子任务只发送给一个子任务",
    side: "三角形表示旁路输出",
    dense: "通道太多，只有一个发送方的通道画成深色",
    alone: "没有数据传输：一个子任务完成全部工作。",
    single: "每个算子只有一个子任务，所以每条记录只有一条路。",
    sentence: (parts) => `${parts.join("；")}。`,
    space: "",
  },
  columns: {
    edges: ["从", "到", "分区器", "流", "旁路输出", "通道数"],
    channels: ["从", "到", "分区器"],
    tasks: ["任务", "算子数", "子任务数", "TaskManager"],
  },
};

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** `a, b and c`. */
function list(names: readonly string[], and: string): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} ${and} ${names[names.length - 1]}`;
}
