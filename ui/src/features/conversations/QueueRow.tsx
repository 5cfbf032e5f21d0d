import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { nameOf } from "@/resource/chat/nameOf";
import { Mark } from "@/shared/ui/Mark";
import { PathLink } from "@/shared/ui/PathLink";
import { When } from "@/shared/ui/When";
import styles from "./Console.module.css";
import { Waited } from "./Waited";

interface Props {
  row: Conversation;
  to: string;
  here: boolean;
  typing: boolean;
  /** Whose it is matters only where others' are shown too. */
  owner: boolean;
}

const STATE_TONE = { bot: "plain", waiting: "warn", open: "good", closed: "plain" } as const;

/** How many messages whoever has it has not seen. */
export const unreadOf = ({ state, last_author: author, last_seq: last, agent_read: read }: Conversation): number => (state === "open" && author === "visitor" ? Math.max(0, last - read) : 0);

/** Since when the visitor waits for a word. */
export const waitsSince = ({ state, last_author: author, wanted_at: wanted, visitor_said_at: said }: Conversation): string | null =>
  state === "waiting" ? wanted : state === "open" && author === "visitor" ? said : null;

export function QueueRow({ row, to, here, typing, owner }: Props) {
  const { t } = useTranslation();
  const unread = unreadOf(row);
  const since = waitsSince(row);
  return (
    <li>
      <PathLink to={to} className={styles["item"]} data-here={here} aria-current={here ? "true" : undefined}>
        <span className={styles["top"]}>
          <b>{nameOf(row, t)}</b>
          {since ? <Waited since={since} /> : <When at={row.last_at} />}
        </span>
        <span className={styles["last"]}>
          <span>{typing ? t("chat.typing") : row.last_text || t("chat.nothing")}</span>
          {unread > 0 && <i aria-label={t("chat.unreadCount", { n: unread })}>{unread > 99 ? "99+" : unread}</i>}
        </span>
        <small>
          {row.offline && <Mark tone="warn">{t("chat.offline")}</Mark>}
          <span>{[row.site_name, row.about_kind && t(`chat.known.${row.about_kind}`)].filter(Boolean).join(" · ")}</span>
          {owner && <Mark tone={STATE_TONE[row.state]}>{row.owner_name ?? t(`enums.conversation.state.${row.state}`)}</Mark>}
        </small>
      </PathLink>
    </li>
  );
}
