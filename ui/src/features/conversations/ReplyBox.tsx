import { Button, Input, type InputRef } from "antd";
import { useEffect, useRef, useState, type ClipboardEvent, type DragEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { Canned } from "@/api/types";
import { PickFiles } from "@/resource/files/PickFiles";
import { UploadRows } from "@/resource/files/UploadRows";
import { useUploads } from "@/resource/files/useUploads";
import { useMay } from "@/shared/session/session";
import { filtered, useCanned } from "./canned";
import styles from "./Console.module.css";

const TOLD_EVERY = 3000;
const LONGEST = 4000;

const drafts = new Map<number, string>();
const carried = (transfer: DataTransfer | null): readonly File[] => [...(transfer?.files ?? [])];

/** Tells the visitor that somebody writes, once in a while. */
function useTypingWord(id: number): () => void {
  const last = useRef(0);
  return () => {
    if (Date.now() - last.current < TOLD_EVERY) return;
    last.current = Date.now();
    void api.POST("/api/v1/conversations/{id}/typing", { params: { path: { id } } }).catch(() => undefined);
  };
}

interface Props {
  id: number;
  /** Answering takes it out of the queue. */
  takes: boolean;
  onSend: (text: string, files: readonly number[]) => void;
}

/** Where an answer is written: Enter sends, Shift+Enter begins a line, / brings up ready replies. */
export function ReplyBox({ id, takes, onSend }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  const [text, setText] = useState(() => drafts.get(id) ?? "");
  const [chosen, setChosen] = useState(0);
  const canned = useCanned();
  const uploads = useUploads({ about: { kind: "conversation", id }, waiting: true });
  const typing = useTypingWord(id);
  const box = useRef<InputRef>(null);
  useEffect(() => box.current?.focus(), []);
  const asked = text.startsWith("/") ? text.slice(1) : null;
  const offered = asked === null ? [] : filtered(canned, asked).slice(0, 8);
  const write = (next: string): void => {
    setText(next);
    setChosen(0);
    drafts.set(id, next);
    if (next.trim() && !next.startsWith("/") && !takes) typing();
  };
  const files = uploads.items;
  const held = files.some(({ state }) => state !== "done");
  const empty = text.trim() === "" && files.length === 0;
  const send = (): void => {
    if (empty || held) return;
    onSend(text.trim(), files.flatMap(({ made }) => (made ? [made.id] : [])));
    write("");
    uploads.clear();
  };
  const put = (reply: Canned | undefined): void => {
    if (reply) write(reply.text);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (offered.length > 0 && (event.key === "ArrowDown" || event.key === "ArrowUp") && !event.altKey) {
      event.preventDefault();
      setChosen((at) => (at + (event.key === "ArrowDown" ? 1 : offered.length - 1)) % offered.length);
    } else if (event.key === "Escape" && asked !== null) write("");
    else if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      if (offered.length > 0 && !event.ctrlKey && !event.metaKey) put(offered[chosen]);
      else send();
    }
  };
  const take = (event: ClipboardEvent | DragEvent, given: readonly File[]): void => {
    if (!may("file.add") || given.length === 0) return;
    event.preventDefault();
    uploads.add(given);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- dropping and pasting are more ways beside the button
    <div className={styles["reply"]} onPaste={(event) => take(event, carried(event.clipboardData))} onDrop={(event) => take(event, carried(event.dataTransfer))}>
      {asked !== null && (
        <ul className={styles["canned"]} aria-label={t("chat.canned.list")}>
          {offered.map((reply, place) => (
            <li key={reply.id}>
              <button type="button" tabIndex={-1} aria-current={place === chosen} onClick={() => put(reply)}>
                <b>{reply.shortcut}</b> <span>{reply.text}</span>
              </button>
            </li>
          ))}
          {offered.length === 0 && <li className={styles["none"]}>{t("chat.canned.none")}</li>}
        </ul>
      )}
      <Input.TextArea ref={box as never} aria-label={t("chat.write")} placeholder={t(takes ? "chat.writeTakes" : "chat.write")} value={text} maxLength={LONGEST} autoSize={{ minRows: 2, maxRows: 8 }} onChange={(event) => write(event.target.value)} onKeyDown={onKeyDown} />
      <UploadRows uploads={uploads} />
      <div className={styles["send"]}>
        {may("file.add") && <PickFiles bare label={t("files.attach")} onPick={uploads.add} />}
        <small>{t("chat.keys")}</small>
        <Button type="primary" disabled={empty || held} onClick={send}>
          {t(takes ? "chat.takeAndSend" : "chat.send")}
        </Button>
      </div>
    </div>
  );
}
