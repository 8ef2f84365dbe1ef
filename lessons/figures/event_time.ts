// Event time against processing time: how late each record is, how the watermark follows, and what that
// does to windows. On the stage of the space-time diagram, so that both stand under one cursor.
//
//   event time                    ┌────────  watermark
//      ▲            ┌ ○  ┃┃       │ ┐
//      │            │  ○     ø ───┘ │        ø late
//      │            └               ┘  ▷     ▷ too late
//      └────────────────────────────────▶ processing time

import { describeEventTime } from "./event_time_description.ts";
import { paintEventTime } from "./event_time_marks.ts";
import { type EventTimeModel, eventTimeModel, type EventTimeOptions } from "./event_time_model.ts";
import type { Figure } from "./figure.ts";

export type { EventTimeModel, EventTimeOptions };

/** The figure. */
export const eventTime: Figure<EventTimeModel, EventTimeOptions> = {
  name: "event-time",
  model: eventTimeModel,
  paint: paintEventTime,
  describe: describeEventTime,
};
