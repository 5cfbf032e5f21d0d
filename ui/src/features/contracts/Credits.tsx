import { Alert, Button, Drawer, Input, InputNumber } from "antd";
import DeleteOutlined from "@ant-design/icons/DeleteOutlined";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { Contract, TargetCredits } from "@/api/types";
import { PersonPicker } from "@/resource/pickers/PersonPicker";
import { useRefresh } from "@/resource/useRecord";
import { live } from "@/shared/live/meta";
import { useIsPhone } from "@/shared/theme/choice";
import { Failing } from "@/shared/ui/Failing";
import { Money } from "@/shared/ui/Money";
import { problemText } from "@/shared/ui/problemText";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { OnDay } from "@/shared/ui/When";
import { bpSum, evenly, isWhole, newShare, sentShares, shareOf, type ShareDraft } from "./creditRules";
import plan from "./Plan.module.css";
import styles from "./Credits.module.css";

/** On whose account a contract counts, with what the ledger says, and how to split it. */
export function Credits({ contract }: { contract: Contract }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const path = { kind: "contract" as const, id: contract.id };
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/targets/credits/{kind}/{id}", { params: { path } }, { meta: live("contract", "receipt") });
  if (error) return <Failing error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <section className={plan["plan"]} aria-labelledby="credits-heading">
      <header>
        <h2 id="credits-heading">{t("screens.credits.title")}</h2>
        {data.actions.includes("attribute") && (
          <Button size="small" onClick={() => setEditing(true)}>
            {t("screens.credits.edit")}
          </Button>
        )}
      </header>
      {data.shares.length === 0 ? <p className={plan["none"]}>{t("screens.credits.none")}</p> : <Shares credits={data} />}
      {data.entries.length > 0 && <Entries entries={data.entries} />}
      {editing && <CreditsDrawer contract={contract} credits={data} onClose={() => setEditing(false)} />}
    </section>
  );
}

function Shares({ credits }: { credits: TargetCredits }) {
  const { t } = useTranslation();
  const reason = credits.shares.find((one) => one.reason)?.reason;
  return (
    <>
      <ul className={styles["shares"]}>
        {credits.shares.map((one) => (
          <li key={one.user_id ?? 0}>
            <b>{one.user_name || t("screens.credits.nobody")}</b>
            <span>{one.unit_name}</span>
            <span className={styles["part"]}>{one.bp / 100}%</span>
          </li>
        ))}
      </ul>
      <p className={plan["none"]}>{reason ? t("screens.credits.byHand", { reason }) : t("screens.credits.byRule")}</p>
    </>
  );
}

function Entries({ entries }: { entries: TargetCredits["entries"] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="link" size="small" className={styles["more"]!} aria-expanded={open} onClick={() => setOpen(!open)}>
        {t("screens.credits.entries", { n: entries.length })}
      </Button>
      {open && (
        <table className={plan["table"]}>
          <tbody>
            {entries.map((one) => (
              <tr key={one.id}>
                <td>
                  <OnDay date={one.day} />
                  {one.day !== one.for_day && <div className={plan["none"]}>{t("screens.credits.forDay", { day: one.for_day })}</div>}
                </td>
                <td>{one.user_name || t("screens.credits.nobody")}</td>
                <td>{t(`enums.target_what.${one.what}`)}</td>
                <td>
                  <Money minor={one.amount} currency={one.currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function CreditsDrawer({ contract, credits, onClose }: { contract: Contract; credits: TargetCredits; onClose: () => void }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const refresh = useRefresh();
  useFocusBack();
  const [shares, setShares] = useState<ShareDraft[]>(() => (credits.shares.length > 0 ? credits.shares.map(shareOf) : [newShare([])]));
  const [reason, setReason] = useState("");
  const save = useMutation({
    mutationFn: () => api.PUT("/api/v1/targets/credits/{kind}/{id}", { params: { path: { kind: "contract", id: contract.id } }, body: { shares: sentShares(shares), reason } }),
    onSuccess: () => {
      refresh("contract", "receipt");
      onClose();
    },
  });
  const whole = isWhole(shares);
  const put = (changed: ShareDraft): void => setShares(shares.map((one) => (one.key === changed.key ? changed : one)));
  const footer = (
    <div className={styles["foot"]}>
      <span role="status" className={whole ? plan["exact"] : plan["off"]}>
        {t(whole ? "screens.credits.whole" : "screens.credits.sum", { sum: bpSum(shares) / 100 })}
      </span>
      <Button onClick={onClose}>{t("shell.form.cancel")}</Button>
      <Button type="primary" disabled={!whole || reason.trim() === ""} loading={save.isPending} onClick={() => save.mutate()}>
        {t("shell.form.save")}
      </Button>
    </div>
  );
  return (
    <Drawer open title={t("screens.credits.editOf", { title: contract.title })} onClose={onClose} size={phone ? "100%" : 560} footer={footer}>
      {save.error && <Alert type="error" showIcon title={problemText(asProblem(save.error), t)} style={{ marginBottom: 16 }} />}
      <p className={styles["text"]}>{t("screens.credits.text")}</p>
      <ol className={styles["lines"]}>
        {shares.map((one) => (
          <li key={one.key}>
            <PersonPicker aria-label={t("screens.credits.person")} value={one.user_id} known={one.name || undefined} onChange={(id) => put({ ...one, user_id: id })} />
            <InputNumber aria-label={t("screens.credits.part")} style={{ width: "100%" }} min={0.01} max={100} precision={2} suffix="%" value={one.bp === null ? null : one.bp / 100} onChange={(part) => put({ ...one, bp: part === null ? null : Math.round(part * 100) })} />
            <Button type="text" icon={<DeleteOutlined />} aria-label={t("screens.credits.remove")} title={t("screens.credits.remove")} disabled={shares.length === 1} onClick={() => setShares(shares.filter(({ key }) => key !== one.key))} />
          </li>
        ))}
      </ol>
      <div className={plan["buttons"]}>
        <Button onClick={() => setShares([...shares, newShare(shares)])}>{t("screens.credits.add")}</Button>
        <Button disabled={shares.length < 2} onClick={() => setShares(evenly(shares))}>
          {t("screens.credits.evenly")}
        </Button>
      </div>
      <label className={styles["reason"]}>
        <span>
          {t("screens.credits.reason")}
          <b aria-hidden="true"> *</b>
        </span>
        <Input.TextArea rows={2} maxLength={500} value={reason} placeholder={t("screens.credits.reasonExample")} onChange={(event) => setReason(event.target.value)} />
      </label>
    </Drawer>
  );
}
