import { testLaws } from "../law.ts";
import { BACK_PRESSURE } from "./back_pressure.ts";
import { BUFFERS } from "./buffers.ts";
import { CREDITS } from "./credits.ts";
import { FLOW } from "./flow.ts";

testLaws([...FLOW, ...BUFFERS, ...CREDITS, ...BACK_PRESSURE]);
