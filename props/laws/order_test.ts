import { testLaws } from "../law.ts";
import { DISORDER } from "./disorder.ts";
import { KEYS } from "./keys.ts";
import { ORDER } from "./order.ts";
import { ROUTING } from "./routing.ts";

testLaws([...ORDER, ...DISORDER, ...ROUTING, ...KEYS]);
