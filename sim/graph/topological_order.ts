// The order of vertices, and with it the canonical order of owners at equal times (Flink's
// JobGraph.getVerticesSortedTopologicallyFromSources): all sources as they were declared, then
// depth-first from each source, a vertex as soon as all its senders are listed.
//
//   a ──▶ c ──▶ e        a, b, c, d, e
//   b ──▶ d ────┘

/** Positions in topological order; `receivers[i]` lists, in order, where the i-th one sends to. */
export function sortFromSources(receivers: readonly (readonly number[])[]): number[] {
  const missing = receivers.map(() => 0); // senders not yet listed
  for (const receiver of receivers.flat()) missing[receiver]++;
  const order: number[] = [];
  receivers.forEach((_, position) => {
    if (missing[position] === 0) order.push(position);
  });
  const follow = (position: number) => {
    for (const receiver of receivers[position]) {
      missing[receiver]--;
      if (missing[receiver] > 0) continue;
      order.push(receiver);
      follow(receiver);
    }
  };
  for (const source of [...order]) follow(source);
  return order;
}
