import { testLaws } from "../law.ts";
import { FORKS } from "./forks.ts";
import { TIME_TRAVEL } from "./time_travel.ts";

testLaws([...TIME_TRAVEL, ...FORKS]);
