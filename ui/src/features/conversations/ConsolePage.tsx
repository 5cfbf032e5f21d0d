import { Button } from "antd";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { asProblem } from "@/api/problem";
import { live } from "@/shared/live/meta";
import { sound } from "@/shared/ring";
import { useMay, useMe } from "@/shared/session/session";
import { useIsPhone } from "@/shared/theme/choice";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PathLink } from "@/shared/ui/PathLink";
import { toast } from "@/shared/ui/toast";
import { stringifySearch, type Search } from "@/shared/urlSearch";
import styles from "./Console.module.css";
import { useDeskLine } from "./deskLine";
import { Facts } from "./Facts";
import { HandOn } from "./HandOn";
import { Head } from "./Head";
import { Queue } from "./Queue";
import { unreadOf } from "./QueueRow";
import { TalkPane } from "./TalkPane";
import { SIDES, useChatFigures, useQueue, type Side } from "./useQueue";

const isSide = (value: unknown): value is Side => SIDES.includes(value as Side);

/** How much is unread stands in the title of the browser's tab while one is here. */
function useBadge(unread: number): void {
  const { t } = useTranslation();
  useEffect(() => {
    const plain = t("shell.product");
    document.title = unread > 0 ? `(${unread}) ${plain}` : plain;
    return () => {
      document.title = plain;
    };
  }, [unread, t]);
}

/** Alt with an arrow goes to the next of those on the left. */
function useSteps(ids: readonly number[], current: number | undefined, go: (id: number) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!event.altKey || (event.key !== "ArrowDown" && event.key !== "ArrowUp") || ids.length === 0) return;
      event.preventDefault();
      const at = current === undefined ? -1 : ids.indexOf(current);
      const next = event.key === "ArrowDown" ? at + 1 : at < 0 ? ids.length - 1 : at - 1;
      const id = ids[(next + ids.length) % ids.length];
      if (id !== undefined) go(id);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [ids, current, go]);
}

/** What a visitor says is heard where it is not seen at once. */
function useChime(current: number | undefined): (id: number) => void {
  const { data: wishes } = $api.useQuery("get", "/api/v1/me/reminders");
  return (id) => {
    if (wishes?.by_sound && (document.visibilityState !== "visible" || id !== current)) void sound();
  };
}

/** The chat desk: who waits and whom I have, the talk, who it is. */
export function ConsolePage() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const navigate = useNavigate();
  const { id: me } = useMe();
  const may = useMay();
  const { id: param } = useParams({ strict: false }) as { id?: string };
  const search = useSearch({ strict: false }) as Search;
  const current = param === undefined ? undefined : Number(param);
  const side: Side = isSide(search["side"]) ? search["side"] : "desk";
  const [text, setText] = useState("");
  const [facts, setFacts] = useState(false);
  const [handing, setHanding] = useState(false);
  const lists = useQueue(side, text, search);
  const figures = useChatFigures();
  const chime = useChime(current);
  const mine = lists.mine.data?.items;
  const typing = useDeskLine((id) => {
    if (mine?.some((one) => one.id === id)) chime(id);
  });
  useBadge(useMemo(() => (mine ?? []).reduce((sum, one) => sum + unreadOf(one), 0), [mine]));
  const to = useCallback((id: number): string => `/chats/${id}${stringifySearch(search)}`, [search]);
  const go = useCallback((id: number): void => void navigate({ to: `/chats/${id}`, search: search as never }), [navigate, search]);
  const ids = useMemo(() => (lists.desk ? [...(lists.waiting.data?.items ?? []), ...(mine ?? [])] : (lists.wide.data?.items ?? [])).map(({ id }) => id), [lists.desk, lists.waiting.data, lists.wide.data, mine]);
  useSteps(ids, current, go);
  const chat = $api.useQuery("get", "/api/v1/conversations/{id}", { params: { path: { id: current ?? 0 } } }, { meta: live("conversation"), enabled: current !== undefined });
  const shown = current === undefined ? undefined : chat.data;
  const back = (): void => {
    setFacts(false);
    void navigate({ to: "/chats", search: search as never });
  };
  const gone = current !== undefined && chat.error !== null && asProblem(chat.error).status === 404;
  useEffect(() => {
    if (!gone) return;
    toast("plain", t("chat.gone"));
    void navigate({ to: "/chats", search: search as never, replace: true });
    // oxlint-disable-next-line react/exhaustive-deps -- once for each that is gone
  }, [gone]);
  const queue = <Queue side={side} onSide={(next) => void navigate({ to: "/chats", search: (next === "desk" ? {} : { side: next }) as never })} text={text} onText={setText} lists={lists} current={current} typing={typing} to={to} />;
  const [next] = ids;
  const first =
    next !== undefined ? (
      <Button type="primary" onClick={() => go(next)}>
        {t("chat.choose.first")}
      </Button>
    ) : may("chat.manage") ? (
      <PathLink to="/settings/chats">{t("chat.choose.set")}</PathLink>
    ) : undefined;
  const pane =
    shown && shown.id === current ? (
      <TalkPane chat={shown} typing={typing.has(shown.id)} phone={phone} onBack={back} onFacts={() => setFacts(true)} onHandOn={() => setHanding(true)} />
    ) : chat.error && !gone && current !== undefined ? (
      <Failing error={chat.error} onRetry={() => void chat.refetch()} />
    ) : (
      <div className={styles["nothing"]}>
        <Empty title={t("chat.choose.title")} text={t("chat.choose.text")} action={first} />
      </div>
    );
  return (
    <Page title={t("shell.nav.chats")} state={(!phone || current === undefined) && <Head figures={figures} />} fill>
      {phone ? (
        current === undefined ? (
          queue
        ) : facts && shown ? (
          <>
            <button type="button" className={styles["toTalk"]} onClick={() => setFacts(false)}>
              ← {t("chat.toTalk")}
            </button>
            <Facts key={shown.id} chat={shown} />
          </>
        ) : (
          pane
        )
      ) : (
        <div className={styles["console"]} data-me={me}>
          {queue}
          {pane}
          {shown && shown.id === current && <Facts key={shown.id} chat={shown} />}
        </div>
      )}
      {handing && shown && <HandOn id={shown.id} onDone={back} onClose={() => setHanding(false)} />}
    </Page>
  );
}
