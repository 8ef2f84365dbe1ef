import { testLaws } from "../law.ts";
import { JOINS } from "./joins.ts";
import { SESSIONS } from "./sessions.ts";
import { SLIDING } from "./sliding.ts";
import { STATE } from "./state.ts";
import { TIMERS } from "./timers.ts";

testLaws([...SESSIONS, ...SLIDING, ...TIMERS, ...STATE, ...JOINS]);
