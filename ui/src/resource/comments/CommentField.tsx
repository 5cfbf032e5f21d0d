import { Button, Mentions } from "antd";
import { useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
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
}

/** A text in which @ brings up colleagues. Ctrl + Enter sends it. */
export function CommentField({ kind, id, draft: { text, picked }, onDraft, sendLabel, sending, onSend, onCancel }: Props) {
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
  const send = () => {
    if (!empty && !sending) onSend({ text, mentions: stillNamed(text, picked) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
  };
  return (
    <div className={styles["field"]}>
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
      {(!empty || onCancel) && (
        <div className={styles["send"]}>
          <small>{t("comments.hint")}</small>
          {onCancel && (
            <Button size="small" onClick={onCancel}>
              {t("comments.cancel")}
            </Button>
          )}
          <Button size="small" type="primary" onClick={send} loading={sending} disabled={empty}>
            {sendLabel}
          </Button>
        </div>
      )}
    </div>
  );
}
