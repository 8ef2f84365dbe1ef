// Every word of the chart of delays, in both languages.

import type { Language } from "./figure.ts";
import { dateText } from "./time_text.ts";
import type { QuakesDelayModel } from "./quakes_delay_model.ts";

/** The words of one language. */
export interface QuakesDelayWords {
  readonly axis: string;
  readonly median: string;
  readonly records: string;
  /** Beside the line at the median over all networks. */
  half(delay: string): string;
  /** Names of the networks, in full and for narrow drawings. */
  readonly networks: Readonly<Record<string, readonly [name: string, short: string]>>;
  delay(hours: number): string;
  readonly columns: readonly string[];
  title(model: QuakesDelayModel): string;
  caption(model: QuakesDelayModel): string;
  frame(model: QuakesDelayModel): string;
  row(name: string, count: number, least: string, median: string, most: string): string;
}

/** Hours, rounded for people: minutes below two hours, days from two days on. */
function delayIn(units: readonly [minutes: string, hours: string, days: string]) {
  return (hours: number): string => {
    if (hours < 1) return `${Math.round(hours * 60)} ${units[0]}`;
    return hours < 48
      ? `${oneDecimal(hours)} ${units[1]}`
      : `${oneDecimal(hours / 24)} ${units[2]}`;
  };
}

const oneDecimal = (value: number) => String(Math.round(value * 10) / 10);
const englishDelay = delayIn(["min", "h", "days"]);
const chineseDelay = delayIn(["分钟", "小时", "天"]);

const english: QuakesDelayWords = {
  axis: "delay from the earthquake to its last revision (log scale)",
  median: "median",
  records: "records",
  half: (delay) => `half of all within ${delay}`,
  networks: {
    ak: ["Alaska", "Alaska"],
    ci: ["Southern California", "S California"],
    hv: ["Hawaii", "Hawaii"],
    mb: ["Montana", "Montana"],
    nc: ["Northern California", "N California"],
    nm: ["New Madrid", "New Madrid"],
    nn: ["Nevada", "Nevada"],
    pr: ["Puerto Rico", "Puerto Rico"],
    se: ["Southeastern US", "Southeast"],
    us: ["worldwide", "worldwide"],
    uu: ["Utah", "Utah"],
    uw: ["Pacific Northwest", "Northwest"],
  },
  delay: englishDelay,
  columns: ["network", "records", "shortest (h)", "median (h)", "longest (h)"],
  title({ rows, median }) {
    const [fast, slow] = [rows[0], rows[rows.length - 1]];
    if (fast === undefined) return "No earthquake has been recorded yet";
    const [fastest, slowest] = [fast, slow].map(({ net }) => english.networks[net]?.[0] ?? net);
    return `Half of the records are final within ${englishDelay(median)}: ${fastest} ` +
      `${englishDelay(fast.median)}, ${slowest} ${englishDelay(slow.median)}`;
  },
  caption: ({ from, until }) =>
    `${dateText(from)} to ${
      dateText(until)
    } (UTC); circles grow with the number of records, the bar is ` +
    "the median. A delay ends with the last revision, so networks that review look slow. Data: U.S. " +
    "Geological Survey.",
  frame: ({ count, rows, median }) =>
    `${count} records of ${rows.length} networks; half of them were final within ${
      englishDelay(median)
    }.`,
  row: (name, count, least, median, most) =>
    `${name}: ${count} ${
      count === 1 ? "record" : "records"
    }, from ${least} to ${most}, half within ${median}.`,
};

const chinese: QuakesDelayWords = {
  axis: "从地震到最后一次修订的延迟（对数刻度）",
  median: "中位数",
  records: "记录数",
  half: (delay) => `全部的一半在 ${delay}内`,
  networks: {
    ak: ["阿拉斯加", "阿拉斯加"],
    ci: ["南加州", "南加州"],
    hv: ["夏威夷", "夏威夷"],
    mb: ["蒙大拿", "蒙大拿"],
    nc: ["北加州", "北加州"],
    nm: ["新马德里", "新马德里"],
    nn: ["内华达", "内华达"],
    pr: ["波多黎各", "波多黎各"],
    se: ["美国东南部", "东南部"],
    us: ["全球", "全球"],
    uu: ["犹他", "犹他"],
    uw: ["太平洋西北", "西北"],
  },
  delay: chineseDelay,
  columns: ["台网", "记录数", "最短（小时）", "中位数（小时）", "最长（小时）"],
  title({ rows, median }) {
    const [fast, slow] = [rows[0], rows[rows.length - 1]];
    if (fast === undefined) return "还没有任何地震记录";
    const [fastest, slowest] = [fast, slow].map(({ net }) => chinese.networks[net]?.[0] ?? net);
    return `一半的记录在 ${chineseDelay(median)}内定稿：${fastest} ${chineseDelay(fast.median)}，` +
      `${slowest} ${chineseDelay(slow.median)}`;
  },
  caption: ({ from, until }) =>
    `${dateText(from)} 至 ${
      dateText(until)
    }（UTC）；圆的面积表示记录数，竖线是中位数。延迟算到最后一次修订，` +
    "所以会复核的台网看起来慢。数据：美国地质调查局。",
  frame: ({ count, rows, median }) =>
    `${rows.length} 个台网的 ${count} 条记录；一半在 ${chineseDelay(median)}内定稿。`,
  row: (name, count, least, median, most) =>
    `${name}：${count} 条记录，从 ${least}到 ${most}，一半在 ${median}内。`,
};

/** The words, by language. */
export const QUAKES_DELAY_WORDS: Readonly<Record<Language, QuakesDelayWords>> = {
  en: english,
  zh: chinese,
};
