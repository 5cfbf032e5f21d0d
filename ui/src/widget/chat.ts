/** The conversation as this browser knows it: nothing said is lost over a reload, nothing is shown twice. */
import { Keeper, type Unsent } from "./kept";
import { type Heard, Refused, type Said, type Server, type Talk, type Visit } from "./server";

const LONGEST_WAIT = 15_000;
const TYPING_EVERY = 3_000;
const TYPING_SHOWN = 5_000;

export interface Place {
  site: string;
  language: string;
  page: () => string;
  referrer: string;
}

export class Chat {
  visit: Visit | null = null;
  talk: Talk | null = null;
  earlier: Said[] = [];
  offline = false;
  trouble = "";
  typing = "";
  failed: (Unsent & { why: string })[] = [];
  sendingFile = "";

  private readonly said = new Map<number, Said>();
  private stream: AbortController | null = null;
  private sending = false;
  private beginning: Promise<void> | null = null;
  private typedAt = 0;
  private forget = 0;
  private readonly resting = new Set<() => void>();

  constructor(
    private readonly server: Server,
    readonly kept: Keeper,
    private readonly place: Place,
    private readonly changed: () => void,
  ) {
    server.secret = kept.all.secret;
    addEventListener("online", () => this.wake());
    document.addEventListener("visibilitychange", () => document.hidden || this.wake());
  }

  get messages(): Said[] {
    return [...this.said.values()].sort((one, other) => one.seq - other.seq);
  }

  /** What was sent but not answered for; a message that the stream brought meanwhile has arrived. */
  get unsent(): Unsent[] {
    const here = new Set([...this.said.values()].map((one) => one.client_id));
    return this.kept.all.unsent.filter((one) => !here.has(one.id));
  }

  get unread(): number {
    const { read, talk } = this.kept.all;
    return this.talk && talk === this.talk.id ? this.messages.filter((one) => one.seq > read && one.author !== "visitor").length : 0;
  }

  begin(): Promise<void> {
    this.beginning ??= this.begun().finally(() => (this.beginning = null));
    return this.beginning;
  }

  private async begun(): Promise<void> {
    const { site, language, page, referrer } = this.place;
    for (let wait = 1_000; !this.visit; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      try {
        const body = { site, language, page: page().slice(0, 2000), referrer: referrer.slice(0, 2000), secret: this.server.secret };
        this.visit = await this.server.post<Visit>("visits", body);
      } catch (error) {
        if (!this.isPassing(error)) return;
        await this.rest(wait);
      }
    }
    this.offline = false;
    if (this.visit.secret) {
      this.server.secret = this.visit.secret;
      this.kept.keep({ secret: this.visit.secret, talk: 0, read: 0 });
    }
    if (this.visit.conversation) this.follow(this.visit.conversation, this.visit.messages);
    this.changed();
    void this.flush();
  }

  say(text: string): void {
    this.kept.push({ id: newId(), text });
    this.changed();
    void this.flush();
  }

  async sendFile(file: File): Promise<void> {
    const body = new FormData();
    body.append("client_id", newId());
    body.append("file", file, file.name || "image.png");
    this.sendingFile = file.name;
    this.changed();
    try {
      this.heard(await this.server.post<Heard>("files", body));
    } catch (error) {
      if (error instanceof Refused) this.failed.push({ id: newId(), text: file.name, why: error.message });
    }
    this.sendingFile = "";
    this.changed();
  }

  blob(id: number, small: boolean): Promise<Blob> {
    return this.server.blob(`files/${id}${small ? "?small=true" : ""}`);
  }

  async callPerson(): Promise<void> {
    await this.quietly(async () => this.follow(await this.server.post<Talk>("calls", { page: this.place.page() }), []));
  }

  async end(): Promise<void> {
    const { talk } = this;
    if (talk) await this.quietly(async () => this.stands(await this.server.post<Talk>("endings", { conversation: talk.id })));
  }

  async rate(stars: number): Promise<void> {
    const { talk } = this;
    if (talk) await this.quietly(async () => this.stands(await this.server.post<Talk>("ratings", { conversation: talk.id, stars })));
  }

  typed(): void {
    if (!this.talk || this.talk.state === "closed" || this.talk.state === "bot" || Date.now() - this.typedAt < TYPING_EVERY) return;
    this.typedAt = Date.now();
    void this.server.post("typing", { conversation: this.talk.id }).catch(() => {});
  }

  read(): void {
    if (!this.talk) return;
    const seq = this.messages.at(-1)?.seq ?? 0;
    const { read, talk } = this.kept.all;
    if (talk === this.talk.id && seq <= read) return;
    this.kept.keep({ read: seq, talk: this.talk.id });
    void this.server.post("reads", { conversation: this.talk.id, seq }).catch(() => {});
  }

  /** One after the other, so that they stay in order; what passes is tried again, what is refused is shown with why. */
  private async flush(): Promise<void> {
    if (this.sending || !this.visit) return;
    this.sending = true;
    let wait = 1_000;
    for (let next = this.unsent[0]; next; next = this.unsent[0]) {
      try {
        this.heard(await this.server.post<Heard>("messages", { text: next.text, client_id: next.id, page: this.place.page().slice(0, 2000) }));
        this.kept.drop(next.id);
        this.offline = false;
        wait = 1_000;
      } catch (error) {
        if (error instanceof Refused && error.status === 401) {
          await this.anew();
        } else if (error instanceof Refused && !error.passes) {
          this.failed.push({ ...next, why: error.message });
          this.kept.drop(next.id);
        } else {
          this.isPassing(error);
          await this.rest(error instanceof Refused && error.seconds ? error.seconds * 1000 : wait);
          wait = Math.min(wait * 2, LONGEST_WAIT);
        }
      }
      this.changed();
    }
    this.sending = false;
  }

  /** The server knows this browser no more. */
  private async anew(): Promise<void> {
    this.stream?.abort();
    this.server.secret = "";
    this.visit = this.talk = null;
    this.kept.keep({ secret: "", talk: 0, read: 0 });
    await this.begun();
    if (!this.visit) await this.rest(LONGEST_WAIT);
  }

  private heard({ conversation, message, replies }: Heard): void {
    this.follow(conversation, [message, ...replies]);
  }

  private follow(talk: Talk, said: Said[]): void {
    if (talk.id !== this.talk?.id) {
      this.stream?.abort();
      this.stream = null;
      this.earlier = [...this.earlier, ...this.messages];
      this.said.clear();
      if (this.kept.all.talk !== talk.id) this.kept.keep({ talk: talk.id, read: 0 });
    }
    for (const one of said) this.said.set(one.seq, one);
    this.stands(talk);
    if (talk.state !== "closed" && !this.stream) void this.listen(talk.id);
  }

  private stands(talk: Talk): void {
    if (this.talk?.id === talk.id && this.talk.state === "closed" && talk.state !== "closed") return;
    this.talk = talk;
    if (talk.state === "closed") {
      this.stream?.abort();
      this.stream = null;
    }
    this.changed();
  }

  private async listen(id: number): Promise<void> {
    const stop = (this.stream = new AbortController());
    let wait = 1_000;
    while (!stop.signal.aborted) {
      try {
        await this.server.listen(id, this.whole(), (event, data) => {
          wait = 1_000;
          this.told(id, event, data);
        }, stop.signal);
      } catch (error) {
        if (stop.signal.aborted) return;
        if (error instanceof Refused && !error.passes) return;
      }
      if (stop.signal.aborted) return;
      this.offline = true;
      this.changed();
      await this.rest(wait * (0.7 + Math.random() * 0.6));
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  }

  /** The number up to which nothing is missing. */
  private whole(): number {
    const numbers = this.messages.map((one) => one.seq);
    let last = numbers[0] ?? 0;
    for (const seq of numbers) {
      if (seq > last + 1) break;
      last = seq;
    }
    return this.talk && numbers[0] && (numbers[0] === 1 || this.visit?.messages[0]?.seq === numbers[0]) ? last : 0;
  }

  private told(id: number, event: string, data: never): void {
    if (id !== this.talk?.id) return;
    this.offline = false;
    if (event === "message") {
      const said = data as Said;
      this.said.set(said.seq, said);
      if (said.author === "agent") this.typing = "";
    } else if (event === "hello" || event === "state") {
      this.stands({ ...this.talk, ...(data as Partial<Talk>) });
    } else if (event === "typing" && (data as { by: string }).by === "agent") {
      this.typing = (data as { name: string }).name || this.talk.agent;
      clearTimeout(this.forget);
      this.forget = setTimeout(() => ((this.typing = ""), this.changed()), TYPING_SHOWN) as unknown as number;
    } else if (event === "read" && (data as { by: string }).by === "agent") {
      this.talk.agent_read = (data as { seq: number }).seq;
    }
    this.changed();
  }

  private isPassing(error: unknown): boolean {
    const passes = !(error instanceof Refused) || error.passes;
    this.offline = passes && !(error instanceof Refused && error.status === 429);
    this.trouble = passes ? "" : (error as Refused).message;
    // oxlint-disable-next-line no-console -- whoever puts the chat on a site looks there
    if (!passes) console.error(`Dabiao chat: ${this.trouble}`);
    this.changed();
    return passes;
  }

  private async quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.offline = false;
    } catch (error) {
      this.isPassing(error);
    }
    this.changed();
  }

  /** Until the time is over, the browser is online again, or the page is looked at again. */
  private rest(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer);
        this.resting.delete(go);
        resolve();
      };
      const timer = setTimeout(go, milliseconds);
      this.resting.add(go);
    });
  }

  private wake(): void {
    for (const go of this.resting) go();
  }
}

function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `m-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
