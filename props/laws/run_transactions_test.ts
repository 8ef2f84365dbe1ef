import { testLaws } from "../law.ts";
import { RUN_TRANSACTIONS } from "./run_transactions.ts";

testLaws(RUN_TRANSACTIONS);
