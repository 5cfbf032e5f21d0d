import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey } from "@/api/client";
import { asProblem, type ApiProblem } from "@/api/problem";
import { absolute } from "@/shared/format";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import { removeFile, sendFile, useFileLimits, type About, type StoredFile } from "./files";
import { sizeText } from "./sizes";

export interface Upload {
  /** Its own, and the key under which the server keeps it once. */
  key: string;
  file: File;
  name: string;
  /** From 0 to 1. */
  sent: number;
  state: "sending" | "failed" | "done";
  /** What went wrong, in words. */
  wrong?: string;
  /** Trying again may help. */
  retry?: boolean;
  made?: StoredFile;
}

export interface Uploads {
  items: readonly Upload[];
  add: (files: readonly File[]) => void;
  retry: (key: string) => void;
  /** Stops it, forgets it, and gives up what was sent ahead. */
  drop: (key: string) => void;
  clear: () => void;
}

interface Options {
  about: About;
  waiting: boolean;
  /** After a file has arrived that is on the record at once. */
  onArrived?: () => void;
}

const IMAGE = /^image\/(png|jpeg|gif|webp)$/;

/** Files on their way: each with its progress, to be cancelled; what failed stays and can be tried again. */
export function useUploads({ about: { kind, id }, waiting, onArrived }: Options): Uploads {
  const { t } = useTranslation();
  const limits = useFileLimits();
  const [items, setItems] = useState<readonly Upload[]>([]);
  const stops = useRef(new Map<string, AbortController>());
  const arrived = useRef(onArrived);
  useEffect(() => {
    arrived.current = onArrived;
  });
  const change = useCallback((key: string, changes: Partial<Upload>) => setItems((all) => all.map((one) => (one.key === key ? { ...one, ...changes } : one))), []);
  const forget = useCallback((key: string) => setItems((all) => all.filter((one) => one.key !== key)), []);

  const start = useCallback(
    async ({ key, file, name }: Upload): Promise<void> => {
      const stop = new AbortController();
      stops.current.set(key, stop);
      try {
        const made = await sendFile({ file, name, about: { kind, id }, waiting, key, signal: stop.signal, onProgress: (sent) => change(key, { sent }) });
        if (waiting) change(key, { state: "done", sent: 1, made });
        else forget(key);
        arrived.current?.();
      } catch (error) {
        if (stop.signal.aborted) return forget(key);
        const problem = asProblem(error);
        change(key, { state: "failed", sent: 0, wrong: wordsOf(problem), retry: problem.transient });
      } finally {
        stops.current.delete(key);
      }
      function wordsOf(problem: ApiProblem): string {
        return problem.status === 0 ? t("files.kept") : problemText(problem, t);
      }
    },
    [kind, id, waiting, change, forget, t],
  );

  const add = useCallback(
    (files: readonly File[]): void => {
      const most = limits?.most_together ?? 10;
      if (files.length > most) toast("bad", t("files.tooMany", { limit: most }));
      const fresh = files.slice(0, most).map((file): Upload => {
        const name = nameOf(file, t("files.pasted", { moment: absolute(new Date().toISOString()).replace(":", "") }));
        const base = { key: newKey(), file, name, sent: 0 };
        if (file.size === 0) return { ...base, state: "failed", wrong: t("files.emptyOne", { name }) };
        if (limits && file.size > limits.most_bytes) return { ...base, state: "failed", wrong: t("files.tooLarge", { name, size: sizeText(file.size), limit: sizeText(limits.most_bytes) }) };
        return { ...base, state: "sending" };
      });
      setItems((all) => [...all, ...fresh]);
      for (const one of fresh) if (one.state === "sending") void start(one);
    },
    [limits, start, t],
  );

  const retry = useCallback(
    (key: string): void => {
      const one = items.find((item) => item.key === key);
      if (!one) return;
      change(key, { state: "sending", sent: 0 });
      void start(one);
    },
    [items, change, start],
  );

  const drop = (key: string): void => {
    const made = items.find((one) => one.key === key)?.made;
    stops.current.get(key)?.abort();
    forget(key);
    if (made) void removeFile(made.id).catch(() => undefined); // it goes by itself after a day
  };

  useEffect(() => {
    const again = () => {
      for (const one of items) if (one.state === "failed" && one.retry) retry(one.key);
    };
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [items, retry]);

  return { items, add, retry, drop, clear: () => setItems([]) };
}

/** Browsers call every pasted picture `image.png`. */
function nameOf(file: File, pasted: string): string {
  return file.name === "image.png" && IMAGE.test(file.type) && Date.now() - file.lastModified < 2_000 ? `${pasted}.png` : file.name;
}
