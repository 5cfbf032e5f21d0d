import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { BodyOf } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import { useRefresh } from "@/resource/useRecord";
import { absolute } from "@/shared/format";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import { problemText } from "@/shared/ui/problemText";
import { useSettled } from "@/shared/useSettled";
import { at, eventQuery, GUEST_TONES, keyed, KIND, type Guest, type SalesEvent } from "./eventApi";
import styles from "./Events.module.css";
import { canScan, useScanner } from "./useScanner";

interface Told {
  tone: "good" | "warn" | "bad";
  text: string;
}

/** The door, on a phone: scan, or type a code, the end of a number, or a name. */
export function DoorPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error, isPending, refetch } = useQuery(eventQuery(Number(id)));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  return <Door key={data.id} event={data} />;
}

function useArrive(event: SalesEvent) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [told, setTold] = useState<Told>();
  const welcome = ({ guest, again }: { guest: Guest; again: boolean }): void => {
    const params = { name: guest.name, count: guest.party, at: guest.arrived_at ? absolute(guest.arrived_at).slice(11) : "" };
    setTold({ tone: again ? "warn" : "good", text: t(again ? "screens.salesEvents.door.again" : "screens.salesEvents.door.welcome", params) });
    refresh(KIND);
  };
  const arrive = async (body: BodyOf<"/api/v1/sales-events/{id}/arrivals">): Promise<boolean> => {
    try {
      welcome(must(await api.POST("/api/v1/sales-events/{id}/arrivals", { ...at(event.id), body, headers: keyed(crypto.randomUUID()) as never })));
      return true;
    } catch (error) {
      setTold({ tone: "bad", text: problemText(asProblem(error), t) });
      return false;
    }
  };
  return { told, arrive, welcome };
}

function Door({ event }: { event: SalesEvent }) {
  const { t } = useTranslation();
  const [scanning, setScanning] = useState(false);
  const [text, setText] = useState("");
  const [question, setQuestion] = useState<Question>();
  const { told, arrive, welcome } = useArrive(event);
  const { video, refused } = useScanner(scanning, (scanned) => void arrive({ scanned }));
  const typed = text.trim();
  const enter = async (): Promise<void> => {
    if (/^\d{6}$/.test(typed) && (await arrive({ scanned: typed }))) setText("");
  };
  const walkingIn: Question = {
    title: "screens.salesEvents.door.walkIn",
    text: t("screens.salesEvents.door.walkInText"),
    fields: [
      { name: "name", kind: "text", required: true, maxLength: 120 },
      { name: "phone", kind: "phone", required: true, maxLength: 40 },
      { name: "company", kind: "text", maxLength: 200 },
    ],
    submit: async (values, key) => {
      const body = { company: "", ...values } as BodyOf<"/api/v1/sales-events/{id}/walk_ins">;
      welcome(must(await api.POST("/api/v1/sales-events/{id}/walk_ins", { ...at(event.id), body, headers: keyed(key) as never })));
    },
  };
  const { figures } = event;
  return (
    <Page title={t("screens.salesEvents.door.title")} state={t("screens.salesEvents.door.state", { name: event.name, arrived: figures.attended, expected: figures.accepted + figures.attended - figures.walk_ins })}>
      <div className={styles["doorway"]}>
        <nav className={styles["back"]}>
          <PathLink to={`/sales-events/${event.id}`}>← {event.name}</PathLink>
        </nav>
        <p className={styles["told"]} role="status" data-tone={told?.tone ?? "none"}>
          {told?.text ?? t("screens.salesEvents.door.ready")}
        </p>
        {scanning && <video ref={video} muted playsInline className={styles["video"]} aria-label={t("screens.salesEvents.door.camera")} />}
        {refused && <p className={styles["quiet"]}>{t("screens.salesEvents.door.noCamera")}</p>}
        {canScan() ? (
          <Button block size="large" type={scanning ? "default" : "primary"} onClick={() => setScanning(!scanning)}>
            {t(scanning ? "screens.salesEvents.door.stop" : "screens.salesEvents.door.scan")}
          </Button>
        ) : (
          <p className={styles["quiet"]}>{t("screens.salesEvents.door.cannotScan")}</p>
        )}
        <Input size="large" allowClear aria-label={t("screens.salesEvents.door.type")} placeholder={t("screens.salesEvents.door.type")} value={text} onChange={({ target }) => setText(target.value)} onPressEnter={() => void enter()} maxLength={60} />
        <Candidates event={event} text={typed} onChoose={(guest) => void arrive({ scanned: "", guest_id: guest.id })} />
        <Button block size="large" onClick={() => setQuestion(walkingIn)}>
          {t("screens.salesEvents.door.walkIn")}
        </Button>
      </div>
      <RecordDialog kind={KIND} question={question} touches={[KIND]} onClose={() => setQuestion(undefined)} />
    </Page>
  );
}

function Candidates({ event, text, onChoose }: { event: SalesEvent; text: string; onChoose: (guest: Guest) => void }) {
  const { t } = useTranslation();
  const settled = useSettled(text, 250);
  const { data } = useQuery({
    queryKey: [KIND, "door", event.id, settled],
    queryFn: async ({ signal }) => must(await api.GET("/api/v1/sales-events/{id}/door", { params: { path: { id: event.id }, query: { text: settled } }, signal })).items,
    enabled: settled !== "",
  });
  if (settled === "" || !data) return null;
  if (data.length === 0) return <p className={styles["quiet"]}>{t("screens.salesEvents.door.nobody")}</p>;
  return (
    <ul className={styles["candidates"]}>
      {data.map((guest) => (
        <li key={guest.id}>
          <button type="button" onClick={() => onChoose(guest)}>
            <span className={styles["what"]}>
              {guest.name}
              <small>{[guest.company, guest.phone, guest.party > 1 && t("screens.salesEvents.party", { count: guest.party })].filter(Boolean).join(" · ")}</small>
            </span>
            <Mark tone={GUEST_TONES[guest.state]}>{enumText(t, "sales_event_guest_state", guest.state)}</Mark>
          </button>
        </li>
      ))}
    </ul>
  );
}
