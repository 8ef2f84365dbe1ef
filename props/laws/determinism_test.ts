import { testLaws } from "../law.ts";
import { DETERMINISM } from "./determinism.ts";
import { INDIFFERENCE } from "./indifference.ts";
import { MEMORY } from "./memory.ts";
import { TRACE_HASH } from "./trace_hash.ts";

testLaws([...DETERMINISM, ...MEMORY, ...TRACE_HASH, ...INDIFFERENCE]);
