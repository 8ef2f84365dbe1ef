import { testLaws } from "../law.ts";
import { SNAPSHOTS } from "./snapshots.ts";

testLaws(SNAPSHOTS);
