import { testLaws } from "../law.ts";
import { IDLENESS } from "./idleness.ts";
import { LATENESS } from "./lateness.ts";
import { VALVE } from "./valve.ts";
import { WATERMARKS } from "./watermarks.ts";
import { WINDOW_WORK } from "./window_work.ts";
import { WINDOWS } from "./windows.ts";

testLaws([...WATERMARKS, ...VALVE, ...IDLENESS, ...WINDOWS, ...WINDOW_WORK, ...LATENESS]);
