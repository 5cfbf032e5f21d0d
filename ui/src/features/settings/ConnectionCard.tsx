import { Button, Typography } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { Connection, ConnectionKind } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import { useAct } from "@/resource/useAct";
import { Mark } from "@/shared/ui/Mark";
import { When } from "@/shared/ui/When";
import { useFormat } from "@/shared/useFormat";
import { renewing, settingUp } from "./connectionQuestions";
import { ConnectionTrial } from "./ConnectionTrial";
import { Deliveries } from "./Deliveries";
import styles from "./Messengers.module.css";

interface Props {
  connection: Connection;
  sort: ConnectionKind | undefined;
  open: boolean;
  onToggle: () => void;
}

/** One connection: its name and state, and how to set it up once it is opened. */
export function ConnectionCard({ connection, sort, open, onToggle }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const body = useId();
  const { name, kind, active, counts } = connection;
  return (
    <section className={styles["card"]}>
      <h2>
        <button type="button" className={styles["head"]} aria-expanded={open} aria-controls={body} onClick={onToggle}>
          <b>{name}</b>
          <span>{enumText(t, "channel_kind", kind)}</span>
          <Mark tone={active ? "good" : "plain"}>{t(`screens.settings.channels.${active ? "on" : "off"}`)}</Mark>
          {counts.refused > 0 && <Mark tone="bad">{t("screens.settings.channels.refusedCount", { n: format.count(counts.refused) })}</Mark>}
          <span className={styles["count"]}>{t("screens.settings.channels.doneCount", { n: format.count(counts.done) })}</span>
        </button>
      </h2>
      <div id={body} hidden={!open}>
        {open && <Opened connection={connection} sort={sort} />}
      </div>
    </section>
  );
}

function Opened({ connection, sort }: { connection: Connection; sort: ConnectionKind | undefined }) {
  const { t } = useTranslation();
  const act = useAct();
  const [question, setQuestion] = useState<Question>();
  const { id, version, active, kind } = connection;
  const turn = (): void =>
    act({
      run: () => api.PATCH("/api/v1/connections/{id}", { params: { path: { id } }, body: { changes: { active: !active }, version } }),
      done: `screens.settings.channels.${active ? "turnedOff" : "turnedOn"}`,
      touches: ["connection"],
    });
  return (
    <div className={styles["body"]}>
      <p>{t(`screens.settings.channels.how.${kind}`)}</p>
      <dl className={styles["pairs"]}>
        <dt>{t("fields.connection.address")}</dt>
        <dd>
          <Typography.Text copyable className={styles["address"] ?? ""}>
            {connection.address ? new URL(connection.address, location.origin).href : "—"}
          </Typography.Text>
        </dd>
        <dt>{t("fields.connection.signing")}</dt>
        <dd>{enumText(t, "channel_signing", connection.signing)}</dd>
        <dt>{t("fields.connection.source")}</dt>
        <dd>{enumText(t, "lead_source", connection.source)}</dd>
        {connection.campaign && (
          <>
            <dt>{t("fields.connection.campaign")}</dt>
            <dd>{connection.campaign}</dd>
          </>
        )}
        <dt>{t("fields.connection.last_delivery_at")}</dt>
        <dd>{connection.last_delivery_at ? <When at={connection.last_delivery_at} /> : t("screens.settings.channels.never")}</dd>
        {connection.refused_count > 0 && connection.last_refused_at && (
          <>
            <dt>{t("fields.connection.refused_count")}</dt>
            <dd>
              {connection.refused_count} · <When at={connection.last_refused_at} />
            </dd>
          </>
        )}
      </dl>
      <span className={styles["buttons"]}>
        <Button onClick={() => setQuestion(settingUp(connection, sort))}>{t("screens.settings.channels.edit")}</Button>
        <Button onClick={() => setQuestion(renewing(connection, t))}>{t("screens.settings.channels.renew")}</Button>
        <Button onClick={turn}>{t(`screens.settings.channels.${active ? "turnOff" : "turnOn"}`)}</Button>
      </span>
      <ConnectionTrial connection={connection} sort={sort} />
      <Deliveries connection={connection} />
      <RecordDialog kind="connection" question={question} touches={["connection"]} onClose={() => setQuestion(undefined)} />
    </div>
  );
}
