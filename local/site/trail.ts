/** The audit trail of a run: what the functions logged of what happens to accounts; see `docs/events.schema.json`. */

/** One event, as the function logged it. */
export type TrailEvent = Readonly<Record<string, unknown>>;

/** So many events are kept. A run for a demonstration has fewer. */
const most = 10_000;

/** The events of a run, oldest first. */
export class Trail {
  readonly #events: TrailEvent[] = [];

  /** Takes a line of a function's log, and keeps it if it belongs to the trail. */
  take(line: string): void {
    const event = line.includes('"audit":') ? parsed(line) : undefined;
    if (event?.audit === undefined) return;
    this.#events.push(event);
    if (this.#events.length > most) this.#events.shift();
  }

  /** The events that have all these values. */
  events(wanted: Readonly<Record<string, string>> = {}): readonly TrailEvent[] {
    return this.#events.filter((event) =>
      Object.entries(wanted).every(([name, value]) => String(event[name]) === value),
    );
  }
}

function parsed(line: string): TrailEvent | undefined {
  try {
    return JSON.parse(line) as TrailEvent;
  } catch {
    // Something else wrote a line that looks like one of the trail.
    return undefined;
  }
}
