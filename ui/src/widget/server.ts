/** Asking the server, and hearing from it. */
export interface FileFacts {
  id: number;
  name: string;
  size: number;
  picture: { width: number; height: number } | null;
}

export interface Said {
  seq: number;
  author: "visitor" | "agent" | "bot" | "system";
  name: string;
  text: string;
  more: { choices?: Choice[]; file?: FileFacts };
  client_id: string;
  at: string;
}

export interface Choice {
  id: number;
  label: string;
}

export interface Talk {
  id: number;
  state: "bot" | "waiting" | "open" | "closed";
  agent: string;
  seq: number;
  agent_read: number;
  stars: number | null;
}

export interface Visit {
  secret: string | null;
  title: string;
  greeting: string;
  away: string;
  consent: string;
  colour: string;
  there: boolean;
  choices: Choice[];
  conversation: Talk | null;
  messages: Said[];
}

export interface Heard {
  conversation: Talk;
  message: Said;
  replies: Said[];
}

/** The server said no, in words. `status` 0: nobody answered. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly seconds = 0,
  ) {
    super(detail);
  }

  /** Whether the same may well be taken later. */
  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const SILENCE = 40_000; // the server speaks every 15 seconds

export class Server {
  secret = "";

  constructor(
    private readonly base: string,
    private readonly language: string,
  ) {}

  async post<T>(path: string, body: unknown): Promise<T> {
    const plain = body instanceof FormData;
    const response = await this.ask(path, {
      method: "POST",
      body: plain ? body : JSON.stringify(body),
      ...(plain ? {} : { headers: { "content-type": "application/json" } }),
    });
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  async blob(path: string): Promise<Blob> {
    return (await this.ask(path, {})).blob();
  }

  /** Every event, until the stream ends. Throws where it did not begin. */
  async listen(talk: number, after: number, heard: (event: string, data: never) => void, stop: AbortSignal): Promise<void> {
    const control = new AbortController();
    const end = () => control.abort();
    stop.addEventListener("abort", end);
    let timer = setTimeout(end, SILENCE);
    try {
      const response = await this.fetched(`/chat/events?conversation=${talk}&after=${after}`, { signal: control.signal });
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        clearTimeout(timer);
        timer = setTimeout(end, SILENCE);
        const blocks = (rest + value).split("\n\n");
        rest = blocks.pop() ?? "";
        for (const block of blocks) told(block, heard);
      }
    } finally {
      clearTimeout(timer);
      stop.removeEventListener("abort", end);
    }
  }

  private ask(path: string, init: RequestInit): Promise<Response> {
    return this.fetched(`/api/v1/chat/${path}`, init);
  }

  private async fetched(path: string, init: RequestInit): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string>), "accept-language": this.language, "x-chat-secret": this.secret };
    let response: Response;
    try {
      response = await fetch(this.base + path, { ...init, headers, credentials: "omit", cache: "no-store" });
    } catch {
      throw new Refused(0, "", "");
    }
    if (response.ok) return response;
    const problem = (await response.json().catch(() => ({}))) as { code?: string; detail?: string; params?: { seconds?: number } };
    throw new Refused(response.status, problem.code ?? "", problem.detail ?? "", problem.params?.seconds);
  }
}

function told(block: string, heard: (event: string, data: never) => void): void {
  let event = "";
  let data = "";
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) event = line.slice(7);
    if (line.startsWith("data: ")) data = line.slice(6);
  }
  if (event) heard(event, JSON.parse(data) as never);
}
