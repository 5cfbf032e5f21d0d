import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useUploads } from "@/resource/files/useUploads";
import { useKey } from "@/resource/form/useSubmit";
import { useMay } from "@/shared/session/session";
import { CommentField } from "./CommentField";
import { sayComment, useCommenting } from "./comments";
import { draftOf, keepDraft, type Draft } from "./drafts";

/** Where a comment on a record begins. */
export function Composer({ kind, id }: { kind: string; id: number }) {
  const { t } = useTranslation();
  const may = useMay();
  const keyFor = useKey();
  const [draft, setDraft] = useState(() => draftOf(kind, id));
  const [sent, setSent] = useState(0);
  const { mutate, isPending } = useCommenting();
  const uploads = useUploads({ about: { kind, id }, waiting: true });
  if (!may("comment.write")) return null;
  const write = (changed: Draft) => {
    setDraft(changed);
    keepDraft(kind, id, changed);
  };
  return (
    <CommentField
      key={sent}
      kind={kind}
      id={id}
      draft={draft}
      onDraft={write}
      sendLabel={t("comments.send")}
      sending={isPending}
      uploads={may("file.add") ? uploads : undefined}
      onSend={(said) =>
        mutate(() => sayComment(kind, id, said, keyFor({ ...said, sent })), {
          onSuccess: () => {
            write({ text: "", picked: [] });
            uploads.clear();
            setSent(sent + 1);
          },
        })
      }
    />
  );
}
