import { Button, Input, Select, Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { When } from "@/shared/ui/When";
import { sound } from "@/shared/ring";
import { canPush, startPush } from "./pushing";
import styles from "./Settings.module.css";

const MINUTES = [0, 5, 15, 30, 60] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`);

/** How long before, which ways, and when not. */
export function Reminders() {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const { data, refetch } = $api.useQuery("get", "/api/v1/me/reminders");
  const edit = $api.useMutation("patch", "/api/v1/me/reminders");
  const forget = $api.useMutation("delete", "/api/v1/me/devices/{id}");
  const [mail, setMail] = useState<string>();
  if (!data) return null;
  const again = { onError: tell, onSettled: () => void refetch() };
  const change = (body: NonNullable<Parameters<typeof edit.mutate>[0]["body"]>): void => edit.mutate({ body }, { ...again, onSuccess: () => toast("good", t("screens.settings.reminders.saved")) });
  const subscribe = async (): Promise<void> => {
    try {
      const taken = await startPush(data.push_key);
      toast(taken ? "good" : "bad", t(`screens.settings.reminders.${taken ? "added" : "blocked"}`));
    } catch (error) {
      tell(error);
    }
    void refetch();
  };
  const listen = async (): Promise<void> => {
    if (!(await sound())) toast("bad", t("screens.settings.reminders.silent"));
  };
  const said = (n: number): string => (n === 0 ? t("screens.settings.reminders.atTime") : n === 60 ? t("screens.settings.reminders.hour") : t("screens.settings.reminders.before", { n }));
  const minutes = MINUTES.some((one) => one === data.remind_minutes) ? MINUTES : [...MINUTES, data.remind_minutes];
  const quiet = data.quiet_from !== null;
  const hours = (name: "quiet_from" | "quiet_to") => (
    <Select
      aria-label={t(`screens.settings.reminders.${name === "quiet_from" ? "quietFrom" : "quietTo"}`)}
      style={{ width: 96 }}
      value={data[name] ?? ""}
      onChange={(value) => change({ [name]: value })}
      options={HOURS.map((value) => ({ value, label: value }))}
    />
  );
  return (
    <section className={styles["section"]}>
      <h2>{t("screens.settings.reminders.heading")}</h2>
      <dl className={styles["pairs"]}>
        <dt>{t("screens.settings.reminders.minutes")}</dt>
        <dd>
          <Select
            aria-label={t("screens.settings.reminders.minutes")}
            style={{ width: 180 }}
            value={data.remind_minutes}
            onChange={(value) => change({ remind_minutes: value })}
            options={minutes.map((value) => ({ value, label: said(value) }))}
          />
        </dd>
        <dt>{t("screens.settings.reminders.mail")}</dt>
        <dd className={styles["line"]}>
          {data.mail_offered ? (
            <>
              <Input aria-label={t("screens.settings.reminders.mail")} type="email" style={{ width: 220 }} value={mail ?? data.mail} onChange={(event) => setMail(event.target.value.trim())} />
              <Switch aria-label={t("screens.settings.reminders.mail")} checked={data.by_mail} onChange={(on) => change({ by_mail: on, ...(mail !== undefined && { mail }) })} />
              {data.by_mail && mail !== undefined && mail !== data.mail && <Button onClick={() => change({ mail })}>{t("screens.settings.reminders.save")}</Button>}
            </>
          ) : (
            t("screens.settings.reminders.noMail")
          )}
        </dd>
        <dt>{t("screens.settings.reminders.push")}</dt>
        <dd>
          <div className={styles["line"]}>
            <Switch aria-label={t("screens.settings.reminders.push")} checked={data.by_push} onChange={(on) => change({ by_push: on })} />
            {canPush() ? <Button onClick={() => void subscribe()}>{t("screens.settings.reminders.here")}</Button> : t("screens.settings.reminders.unable")}
          </div>
          <ul>
            {data.devices.map(({ id, label, created_at: since }) => (
              <li key={id} className={styles["line"]}>
                {label || `#${id}`} · <When at={since} />
                <Button size="small" type="text" onClick={() => forget.mutate({ params: { path: { id } } }, again)}>
                  {t("screens.settings.reminders.forget")}
                </Button>
              </li>
            ))}
          </ul>
        </dd>
        {data.messengers.map(({ name, account, wanted }) => (
          <div key={name} className={styles["contents"]}>
            <dt>{t(`messengers.name.${name}`)}</dt>
            <dd className={styles["line"]}>
              <Switch aria-label={t(`messengers.name.${name}`)} checked={wanted} onChange={(on) => change({ messengers: { [name]: on } })} />
              <span>{account}</span>
            </dd>
          </div>
        ))}
        <dt>{t("screens.settings.reminders.sound")}</dt>
        <dd className={styles["line"]}>
          <Switch aria-label={t("screens.settings.reminders.sound")} checked={data.by_sound} onChange={(on) => change({ by_sound: on })} />
          {data.by_sound && <Button onClick={() => void listen()}>{t("screens.settings.reminders.listen")}</Button>}
          <span>{t("screens.settings.reminders.soundHelp")}</span>
        </dd>
        <dt>{t("screens.settings.reminders.quiet")}</dt>
        <dd className={styles["line"]}>
          <Switch
            aria-label={t("screens.settings.reminders.quiet")}
            checked={quiet}
            onChange={(on) => change(on ? { quiet_from: "21:00", quiet_to: "08:00" } : { quiet_from: null, quiet_to: null })}
          />
          {quiet && hours("quiet_from")}
          {quiet && "–"}
          {quiet && hours("quiet_to")}
        </dd>
      </dl>
    </section>
  );
}
