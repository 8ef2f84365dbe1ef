import { testLaws } from "../law.ts";
import { TRANSACTIONS } from "./transactions.ts";

testLaws(TRANSACTIONS);
