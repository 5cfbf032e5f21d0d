import { Button, Mentions } from "antd";
import { useRef, useState, type ClipboardEvent, type DragEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { PickFiles } from "@/resource/files/PickFiles";
import { UploadRows } from "@/resource/files/UploadRows";
import type { Uploads } from "@/resource/files/useUploads";
import { useOptions, type Option } from "@/resource/pickers/useOptions";
import { stillNamed, type Mentioned, type Said } from "./comments";
import type { Draft } from "./drafts";
import styles from "./Comments.module.css";

interface Props {
  /** The record it is about: only who sees it can be named. */
  kind: string;
  id: number;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  sendLabel: string;
  sending: boolean;
  onSend: (said: Said) => void;
  onCancel?: () => void;
  /** Files that go with it, where it may have some. */
  uploads?: Uploads | undefined;
}

const carried = (transfer: DataTransfer | null): readonly File[] => [...(transfer?.files ?? [])];

/** A text in which @ brings up colleagues. Ctrl + Enter sends it. */
export function CommentField({ kind, id, draft: { text, picked }, onDraft, sendLabel, sending, onSend, onCancel, uploads }: Props) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(false);
  const latest = useRef(picked); // a choice is told before the text that it changes
  const ask = async (q: string, signal: AbortSignal): Promise<Option[]> => {
    const params = { path: { subject_kind: kind, id }, query: { q } };
    const { items } = must(await api.GET("/api/v1/people/seeing/{subject_kind}/{id}", { params, signal }));
    return items.map(({ id: value, name: label, unit_name: hint }) => ({ value, label, hint }));
  };
  const { options, searching, setText } = useOptions(`seeing ${kind} ${id}`, ask, wanted);
  const empty = text.trim() === "";
  const files = uploads?.items ?? [];
  const held = files.some(({ state }) => state === "sending") ? "files.uploading" : files.some(({ state }) => state === "failed") ? "files.failing" : empty && files.length > 0 ? "files.needText" : null;
  const send = () => {
    if (empty || sending || held) return;
    const ids = files.flatMap(({ made }) => (made ? [made.id] : []));
    onSend({ text, mentions: stillNamed(text, picked), ...(ids.length > 0 && { files: ids }) });
  };
  const take = (event: ClipboardEvent | DragEvent, given: readonly File[]): void => {
    if (!uploads || given.length === 0) return;
    event.preventDefault();
    uploads.add(given);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- dropping and pasting are more ways beside the button
    <div className={styles["field"]} onPaste={(event) => take(event, carried(event.clipboardData))} onDrop={(event) => take(event, carried(event.dataTransfer))}>
      <div className={styles["box"]}>
      <Mentions
        aria-label={t("comments.label")}
        placeholder={t("comments.placeholder")}
        value={text}
        onChange={(changed) => onDraft({ text: changed, picked: latest.current })}
        onKeyDown={onKeyDown}
        autoSize={{ minRows: onCancel || !empty ? 2 : 1, maxRows: 10 }}
        maxLength={4000}
        loading={searching}
        notFoundContent={t("comments.nobody")}
        filterOption={false}
        onSearch={(name) => {
          setWanted(true);
          setText(name);
        }}
        onSelect={(option) => {
          const { person } = option as { person?: Mentioned };
          if (person) latest.current = [...latest.current, person];
        }}
        options={options.map(({ value, label, hint }) => ({
          key: String(value),
          value: label,
          person: { id: value, name: label },
          label: (
            <span className={styles["person"]}>
              {label} <small>{hint}</small>
            </span>
          ),
        }))}
      />
      {uploads && <PickFiles bare label={t("files.attach")} onPick={uploads.add} />}
      </div>
      {uploads && <UploadRows uploads={uploads} />}
      {(!empty || onCancel || files.length > 0) && (
        <div className={styles["send"]}>
          <small>{t(held ?? "comments.hint")}</small>
          {onCancel && (
            <Button size="small" onClick={onCancel}>
              {t("comments.cancel")}
            </Button>
          )}
          <Button size="small" type="primary" onClick={send} loading={sending} disabled={empty || held !== null}>
            {sendLabel}
          </Button>
        </div>
      )}
    </div>
  );
}
