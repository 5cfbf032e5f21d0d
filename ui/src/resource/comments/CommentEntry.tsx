import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FileList } from "@/resource/files/FileList";
import { toast } from "@/shared/ui/toast";
import { CommentField } from "./CommentField";
import { editComment, partsOf, removeComment, restoreComment, useCommenting, type Comment } from "./comments";
import type { Draft } from "./drafts";
import styles from "./Comments.module.css";

interface Of {
  kind: string;
  id: number;
}

/** One comment in a timeline: as it stands now, with what its reader may do to it. */
export function CommentEntry({ comment, of }: { comment: Comment; of: Of }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft>();
  const { mutate, isPending } = useCommenting();
  const { comment_id: id, text, mentions, edited, removed, actions, files } = comment;
  if (removed) return <p className={styles["gone"]}>{t("comments.gone")}</p>;
  if (draft !== undefined) {
    return (
      <CommentField
        {...of}
        draft={draft}
        onDraft={setDraft}
        sendLabel={t("comments.save")}
        sending={isPending}
        onCancel={() => setDraft(undefined)}
        onSend={(said) => mutate(() => editComment(comment, said), { onSuccess: () => setDraft(undefined) })}
      />
    );
  }
  const remove = () =>
    mutate(() => removeComment(id), {
      onSuccess: () =>
        actions.includes("edit") // whoever wrote it may take the removal back
          ? toast("plain", t("comments.removed"), { label: t("comments.undo"), run: () => mutate(() => restoreComment(id)) })
          : toast("plain", t("comments.removed")),
    });
  return (
    <div className={styles["comment"]}>
      <p className={styles["text"]}>
        {partsOf(text, mentions).map((part) => (part.named ? <b key={part.at}>{part.text}</b> : part.text))}
        {edited && <small> ({t("comments.edited")})</small>}
      </p>
      <FileList files={files} />
      {actions.length > 0 && (
        <span className={styles["verbs"]}>
          {actions.includes("edit") && (
            <Button size="small" type="text" onClick={() => setDraft({ text, picked: mentions })}>
              {t("comments.edit")}
            </Button>
          )}
          {actions.includes("remove") && (
            <Button size="small" type="text" onClick={remove} loading={isPending}>
              {t("comments.remove")}
            </Button>
          )}
        </span>
      )}
    </div>
  );
}
