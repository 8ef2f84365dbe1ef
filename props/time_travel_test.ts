import { testLaws } from "./law.ts";
import { TIME_TRAVEL } from "./time_travel.ts";

testLaws(TIME_TRAVEL);
