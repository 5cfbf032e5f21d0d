import { parseChange, parseReady, type LineState, type LiveCommand, type LiveMessage } from "./protocol";

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15_000;

/** One EventSource that says how it is, and tries again for ever after a loss. */
export class Line {
  private source: EventSource | null = null;
  private pause = FIRST_PAUSE;
  private retry: ReturnType<typeof setTimeout> | undefined;
  state: LineState = "connecting";
  /** While it is open: nothing was overlooked from then on. */
  since = 0;

  constructor(
    private readonly url: string,
    private readonly tell: (message: LiveMessage) => void,
  ) {}

  command(command: LiveCommand): void {
    if (command === "stop") this.stop();
    else if (!this.source) this.open();
  }

  private open(): void {
    const source = new EventSource(this.url);
    this.source = source;
    // not when the connection stands: only from `ready` on is nothing overlooked
    source.addEventListener("ready", (event) => this.ready(parseReady(String(event.data))));
    source.addEventListener("resync", () => this.tell({ type: "resync" }));
    source.addEventListener("signed_out", () => this.signedOut());
    source.addEventListener("change", (event) => {
      const change = parseChange(String(event.data));
      if (change) this.tell({ type: "change", change });
    });
    source.addEventListener("notification", () => this.tell({ type: "notification", id: null }));
    source.addEventListener("error", () => this.lost());
  }

  private ready(before: number): void {
    this.pause = FIRST_PAUSE;
    this.since = Date.now() - before;
    this.become("open");
  }

  private stop(): void {
    this.close();
    this.become("connecting");
  }

  private signedOut(): void {
    this.stop();
    this.tell({ type: "signed_out" });
  }

  private lost(): void {
    this.close();
    this.become("lost");
    this.retry = setTimeout(() => this.open(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  private close(): void {
    clearTimeout(this.retry);
    this.source?.close();
    this.source = null;
  }

  private become(state: LineState): void {
    this.state = state;
    this.tell(state === "open" ? { type: "state", state, since: this.since } : { type: "state", state });
  }
}
