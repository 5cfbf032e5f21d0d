import { useTranslation } from "react-i18next";
import type { Message } from "@/api/types";
import { FileList } from "@/resource/files/FileList";
import { absolute } from "@/shared/format";
import styles from "./Chat.module.css";
import { choicesOf, pieces } from "./said";

/** Words as they were said: links lead away safely, everything else is plain text. */
export function Words({ text }: { text: string }) {
  return (
    <p className={styles["words"]}>
      {pieces(text).map(({ text: part, link }, place) =>
        link ? (
          // oxlint-disable-next-line react/no-array-index-key -- pieces of one text that does not change
          <a key={place} href={part} target="_blank" rel="noopener noreferrer nofollow">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </p>
  );
}

const clock = (at: string): string => absolute(at).slice(-5);

/** One message: who, what, when. */
export function Bubble({ message, visitor, read }: { message: Message; visitor: string; read?: boolean }) {
  const { t } = useTranslation();
  const { author, user_name: name, text, file, more, at } = message;
  const who = author === "visitor" ? visitor : author === "agent" ? (name ?? t("chat.agent")) : t(`chat.by.${author}`);
  const choices = choicesOf(more);
  if (author === "system") return <li className={styles["told"]}>{text || t("chat.by.system")}</li>;
  return (
    <li className={styles["said"]} data-author={author}>
      <small className={styles["who"]}>
        {who} <time dateTime={at} title={absolute(at)}>{clock(at)}</time>
        {read !== undefined && <i>{t(read ? "chat.read" : "chat.unread")}</i>}
      </small>
      <div className={styles["bubble"]}>
        {text && <Words text={text} />}
        {file && <FileList files={[file]} />}
        {choices.length > 0 && (
          <span className={styles["choices"]}>
            {choices.map((one) => (
              <i key={one}>{one}</i>
            ))}
          </span>
        )}
      </div>
    </li>
  );
}
