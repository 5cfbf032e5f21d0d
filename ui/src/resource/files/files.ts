import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { csrfToken } from "@/api/csrf";
import { offline, parseProblem } from "@/api/problem";
import type { components } from "@/api/schema.gen";
import { useRefresh } from "@/resource/useRecord";
import { currentLanguage } from "@/shared/i18n/language";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";

export type StoredFile = components["schemas"]["FileOut"];

/** The record that files lie with. */
export interface About {
  kind: string;
  id: number;
}

export const contentPath = (id: number, download = false): string => `/api/v1/files/${id}/content${download ? "?download=true" : ""}`;
export const thumbnailPath = (id: number): string => `/api/v1/files/${id}/thumbnail`;

/** What the server takes; asked once. */
export function useFileLimits() {
  return useQuery({
    queryKey: ["file-limits"],
    queryFn: async ({ signal }) => must(await api.GET("/api/v1/files/limits", { signal })),
    staleTime: Infinity,
  }).data;
}

export interface Sending {
  file: File;
  name: string;
  about: About;
  /** For a comment or contact that is still being written. */
  waiting: boolean;
  /** The same for each try: the server keeps the file once. */
  key: string;
  onProgress: (ratio: number) => void;
  signal: AbortSignal;
}

/** Sends one file, telling how far it is; only XMLHttpRequest knows that. Throws an ApiProblem. */
export async function sendFile({ file, name, about, waiting, key, onProgress, signal }: Sending): Promise<StoredFile> {
  const form = new FormData();
  const said = { subject_kind: about.kind, subject_id: about.id, name, size: file.size, waiting };
  for (const [part, value] of Object.entries(said)) form.set(part, String(value));
  form.set("file", file, "file"); // its name goes as a part: whole, whatever is in it
  const token = await csrfToken();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/v1/files");
    request.setRequestHeader("X-CSRFToken", token);
    request.setRequestHeader("Idempotency-Key", key);
    request.setRequestHeader("Accept-Language", currentLanguage());
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total ? loaded / total : 0));
    request.addEventListener("load", () => {
      const answer = parsed(request.responseText);
      if (request.status === 201) resolve(answer as StoredFile);
      else reject(parseProblem(request.status, answer));
    });
    request.addEventListener("error", () => reject(offline()));
    request.addEventListener("abort", () => reject(new DOMException("cancelled", "AbortError")));
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const removeFile = async (id: number): Promise<unknown> => must(await api.DELETE("/api/v1/files/{id}", { params: { path: { id } } }));

const restoreFile = async (id: number): Promise<unknown> => must(await api.POST("/api/v1/files/{id}/restorations", { params: { path: { id } } }));

/** Takes a file away, with the way back in a toast. */
export function useRemoveFile() {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const tell = useTellFailure();
  const act = useMutation({ mutationFn: (run: () => Promise<unknown>) => run(), onError: tell, onSettled: () => refresh("file") });
  const remove = ({ id, name, actions }: StoredFile): void => {
    const undo = () => act.mutate(() => restoreFile(id), { onSuccess: () => toast("good", t("files.restored", { name })) });
    act.mutate(() => removeFile(id), { onSuccess: () => toast("plain", t("files.removed", { name }), actions.length > 0 ? { label: t("files.undo"), run: undo, key: true } : undefined) });
  };
  return { remove, busy: act.isPending };
}

