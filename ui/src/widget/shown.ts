/** The widget as a site's settings would have it, to be looked at: nothing is sent, and nobody is a visitor. */
import { Server, type Heard, type Talk, type Visit } from "./server";

export class Shown extends Server {
  private seq = 0;

  constructor(private readonly visit: Visit) {
    super("", "");
  }

  override async post<T>(path: string, body: unknown): Promise<T> {
    const talk: Talk = { id: 1, state: "waiting", agent: "", seq: this.seq, agent_read: 0, stars: null };
    const { text = "", client_id = "" } = body as { text?: string; client_id?: string };
    const heard = (): Heard => ({ conversation: talk, message: { seq: ++this.seq, author: "visitor", name: "", text, more: {}, client_id, at: new Date().toISOString() }, replies: [] });
    return (path === "visits" ? this.visit : path === "messages" ? heard() : talk) as T;
  }

  override listen(): Promise<void> {
    return new Promise(() => {});
  }
}
