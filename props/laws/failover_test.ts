import { testLaws } from "../law.ts";
import { FAILOVER } from "./failover.ts";

testLaws(FAILOVER);
