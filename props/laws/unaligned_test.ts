import { testLaws } from "../law.ts";
import { UNALIGNED_JOBS } from "./unaligned.ts";

testLaws(UNALIGNED_JOBS);
