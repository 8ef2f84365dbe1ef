import { testLaws } from "../law.ts";
import { CHANNEL_STATE } from "./channel_state.ts";

testLaws(CHANNEL_STATE);
