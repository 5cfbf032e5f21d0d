import { useTranslation } from "react-i18next";
import type { TimelineEntry } from "@/api/types";
import { CustomValues } from "@/resource/custom/CustomValues";
import { CommentEntry } from "@/resource/comments/CommentEntry";
import { FileList } from "@/resource/files/FileList";
import type { Comment } from "@/resource/comments/comments";
import type { Field } from "@/resource/types";
import { When } from "@/shared/ui/When";
import { OpenTalk } from "@/resource/chat/OpenTalk";
import { changesOf, currencyOf, customOf, eventParams, filesOf, revisedOf, spokenOf, talkOf } from "./eventText";
import { Changes, Revised } from "./Changes";
import styles from "./Timeline.module.css";

interface Props {
  entry: TimelineEntry;
  /** The kind of the record whose timeline this is. */
  kind: string;
  id: number;
  fields: readonly Field[];
}

/** One thing that happened: who, what, what changed, when. */
export function Entry({ entry, kind, id, fields }: Props) {
  const { t, i18n } = useTranslation();
  const { data } = entry;
  const who = entry.actor_id === null ? t("shell.timeline.system") : entry.actor_name;
  const spoken = spokenOf(data);
  const talk = talkOf(entry);
  const revised = revisedOf(entry.kind, data);
  const [about = kind] = entry.kind.split("."); // on a customer's timeline stand its deals and contracts too
  return (
    <li className={styles["entry"]} data-contact={entry.kind.startsWith("activity.")}>
      <div className={styles["line"]}>
        <span>
          <b>{who}</b> {t([`events.${entry.kind}`, "shell.timeline.unknown"], eventParams(entry.kind, data, i18n))}
        </span>
        <When at={entry.at} />
      </div>
      {entry.kind === "comment.added" && <CommentEntry comment={data as unknown as Comment} of={{ kind, id }} />}
      {spoken && <blockquote className={styles["spoken"]}>{spoken}</blockquote>}
      <FileList files={filesOf(entry)} />
      {talk !== null && <OpenTalk id={talk} />}
      <CustomValues {...customOf(entry.kind, data)} />
      <Changes kind={about} fields={about === kind ? fields : []} changes={changesOf(data)} currency={currencyOf(data)} />
      {revised && <Revised kind={revised.kind} changes={revised.changes} />}
    </li>
  );
}
