// One element in somebody's hands: taken out of a queue, or about to be put into one. Queues copy
// from it and into it, and it is handed down by reference: five numbers passed from call to call
// would be boxed and unboxed at each of them.

import { ElementKind, NO_KEY, NO_ORIGIN } from "./element.ts";

/** An element that is being worked on. A part: whoever holds one in the world owns it. */
export class Row {
  /** A record, unless somebody says otherwise. */
  kind: number = ElementKind.RECORD;
  /** The user's frozen value, for records. */
  value: unknown = undefined;
  /** Event time of a record, value of a watermark. */
  timestamp = 0;
  /** Number of the key after a keyBy. */
  key: number = NO_KEY;
  /** Number of the source record it stems from. */
  origin: number = NO_ORIGIN;
}
