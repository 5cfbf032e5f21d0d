import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Message } from "@/api/types";
import { hear, saidKey, type Said } from "@/resource/chat/said";

interface Heard {
  id: number;
  seq: number;
  author: Message["author"];
  name: string;
  text: string;
  attachment_id: number | null;
  more: Message["more"];
  client_id: string;
  at: string;
}

const TYPES_FOR = 6000;
const GATHER = 400;

/** As the API has it; a file is asked for. */
const messageOf = (heard: Heard): Message => ({ ...heard, user_id: null, user_name: heard.name || null, file: null });

const listsOf = (client: QueryClient): void => {
  for (const path of ["/api/v1/conversations", "/api/v1/conversations/figures"]) void client.invalidateQueries({ queryKey: ["get", path] });
};

function take(client: QueryClient, heard: Heard): void {
  const known = client.getQueryData<Said>(saidKey(heard.id));
  if (!known) return;
  const next = heard.attachment_id === null ? hear(known, messageOf(heard)) : null;
  if (next) client.setQueryData(saidKey(heard.id), next);
  else void client.invalidateQueries({ queryKey: saidKey(heard.id) });
}

/** Hears at once what is said, read and typed; and who types now, by conversation. `onVisitor`: a visitor has said something. */
export function useDeskLine(onVisitor: (id: number) => void): ReadonlySet<number> {
  const client = useQueryClient();
  const [typing, setTyping] = useState<ReadonlySet<number>>(new Set());
  const told = useRef(onVisitor);
  useEffect(() => {
    told.current = onVisitor;
  });
  useEffect(() => {
    const line = new EventSource("/chat/desk/events");
    const clocks = new Map<number, ReturnType<typeof setTimeout>>();
    let later: ReturnType<typeof setTimeout> | undefined;
    const renew = (): void => {
      later ??= setTimeout(() => {
        later = undefined;
        listsOf(client);
      }, GATHER);
    };
    const quiet = (id: number): void => setTyping((all) => (all.has(id) ? new Set([...all].filter((one) => one !== id)) : all));
    const on = (name: string, act: (data: Record<string, unknown>) => void): void =>
      line.addEventListener(name, ({ data }: MessageEvent<string>) => act(JSON.parse(data) as Record<string, unknown>));
    on("message", (data) => {
      const heard = data as unknown as Heard;
      take(client, heard);
      renew();
      if (heard.author !== "visitor") return;
      quiet(heard.id);
      told.current(heard.id);
    });
    on("state", renew);
    on("queue", renew);
    on("hello", renew);
    on("read", ({ id, by, seq }) => {
      if (by === "visitor") client.setQueryData<Said>(saidKey(Number(id)), (known) => known && { ...known, visitorRead: Math.max(known.visitorRead, Number(seq)) });
      else renew();
    });
    on("typing", ({ id, by }) => {
      if (by !== "visitor") return;
      const talk = Number(id);
      setTyping((all) => new Set([...all, talk]));
      clearTimeout(clocks.get(talk));
      clocks.set(talk, setTimeout(() => quiet(talk), TYPES_FOR));
    });
    return () => {
      line.close();
      clearTimeout(later);
      for (const clock of clocks.values()) clearTimeout(clock);
    };
  }, [client]);
  return typing;
}
