import type { Query, QueryClient } from "@tanstack/react-query";

/** For one part of asking, so many of pause: a question that costs the server much takes a tenth of its time at most. */
const PAUSES = 9;
const LONGEST = 15_000;

interface Asked {
  began: number;
  took: number;
  ended: number;
}

/** Knows how long the answers to paced questions took. The first change after a quiet while is followed at once. */
export class Pace {
  private readonly asked = new WeakMap<Query, Asked>();
  private since = 0;

  /** What was asked until now took as long as the page took to load, whatever it costs the server: it counts no more. */
  begin(): void {
    this.since = Date.now();
  }

  watch(client: QueryClient): void {
    client.getQueryCache().subscribe((event) => {
      if (event.type !== "updated") return;
      const { query, action } = event;
      const before = this.asked.get(query) ?? { began: 0, took: 0, ended: 0 };
      if (action.type === "fetch") this.asked.set(query, { ...before, began: Date.now() });
      else if (action.type === "success") this.asked.set(query, { ...before, took: Date.now() - before.began, ended: Date.now() });
    });
  }

  /** How long to wait before asking again, in milliseconds. */
  pause(query: Query): number {
    const asked = this.asked.get(query);
    if (!asked || asked.began < this.since || !query.meta?.["paced"]) return 0;
    return Math.max(0, asked.ended + Math.min(asked.took * PAUSES, LONGEST) - Date.now());
  }
}
