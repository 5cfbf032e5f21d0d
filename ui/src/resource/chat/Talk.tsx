import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { Fragment, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { liveOne } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import { Bubble } from "./Bubble";
import styles from "./Chat.module.css";
import { askEarlier, askSaid, beginsDay, saidKey } from "./said";

/** What was said in a conversation, followed live. */
export function useSaid(id: number) {
  const client = useQueryClient();
  return useQuery({ queryKey: saidKey(id), queryFn: ({ signal }) => askSaid(client, id, signal), meta: liveOne("conversation", id) });
}

const day = (at: string, language: string): string => new Date(at).toLocaleDateString(language, { month: "long", day: "numeric", weekday: "short" });
const NEAR = 80;

/** The talk (drawn anew for another: give it a key) from its beginning to its newest word, which stays in sight unless one has gone back. */
export function Talk({ id, visitor, after }: { id: number; visitor: string; after?: ReactNode }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const { data, error, refetch } = useSaid(id);
  const [busy, setBusy] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const low = useRef(true);
  const kept = useRef(0);
  const items = data?.items ?? [];
  useLayoutEffect(() => {
    const element = box.current;
    if (element && low.current) element.scrollTop = element.scrollHeight;
    else if (element && kept.current) element.scrollTop = element.scrollHeight - kept.current;
    kept.current = 0;
  }); // whatever was drawn may have made it longer
  const earlier = async (): Promise<void> => {
    setBusy(true);
    kept.current = box.current ? box.current.scrollHeight - box.current.scrollTop : 0;
    low.current = false;
    await askEarlier(client, id).finally(() => setBusy(false));
  };
  if (error && !data) return <Failing error={error} onRetry={() => void refetch()} />;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is to be reached by keyboard
    <div ref={box} className={styles["talk"]} role="log" aria-label={t("chat.talk")} tabIndex={0} onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => (low.current = scrollHeight - scrollTop - clientHeight < NEAR)}>
      {data?.earlier && (
        <Button size="small" loading={busy} onClick={() => void earlier()}>
          {t("chat.earlier")}
        </Button>
      )}
      <ol className={styles["list"]}>
        {items.map((message, place) => (
          <Fragment key={message.seq}>
            {beginsDay(items, place) && <li className={styles["day"]}>{day(message.at, i18n.language)}</li>}
            <Bubble message={message} visitor={visitor} {...(message.author === "agent" && { read: message.seq <= (data?.visitorRead ?? 0) })} />
          </Fragment>
        ))}
        {after}
      </ol>
    </div>
  );
}
