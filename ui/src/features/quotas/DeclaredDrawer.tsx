import { Button, Drawer, Input, InputNumber } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { live } from "@/shared/live/meta";
import { useIsPhone } from "@/shared/theme/choice";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { When } from "@/shared/ui/When";
import type { QuotaKind } from "@/resource/quotas/quotas";
import { useDeclare } from "./useDeclare";
import styles from "./Quotas.module.css";

interface Props {
  kind: QuotaKind;
  title: string;
  day: string;
  user: { id: number; name: string };
  mine: boolean;
  onClose: () => void;
}

/** A declared number: how it came about, and a correction. */
export default function DeclaredDrawer({ kind, title, day, user, mine, onClose }: Props) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  useFocusBack();
  const { data } = $api.useQuery("get", "/api/v1/quotas/declarations", { params: { query: { kind_id: kind.id, user_id: user.id, day } } }, { meta: live("quota_count"), retry: false });
  const standing = data?.amount ?? 0;
  return (
    <Drawer open title={t("screens.quotas.historyOf", { name: user.name, day, kind: title })} onClose={onClose} size={phone ? "100%" : 420}>
      <Correction key={standing} kind={kind} day={day} standing={standing} user={mine ? undefined : user.id} onDone={onClose} />
      <h3 className={styles["heading"]}>{t("screens.quotas.history")}</h3>
      {!data?.changes.length && <p className={styles["note"]}>{t("screens.quotas.historyNone")}</p>}
      <ul className={styles["history"]}>
        {data?.changes.map((one) => (
          <li key={`${one.at} ${one.after}`}>
            <b>{t("screens.quotas.change", { before: one.before, after: one.after })}</b>
            <span>
              {one.by_name} · <When at={one.at} />
            </span>
            {(one.word || one.reason) && <span>{[one.word, one.reason].filter(Boolean).join(" · ")}</span>}
          </li>
        ))}
      </ul>
    </Drawer>
  );
}

interface CorrectionProps {
  kind: QuotaKind;
  day: string;
  standing: number;
  user: number | undefined;
  onDone: () => void;
}

function Correction({ kind, day, standing, user, onDone }: CorrectionProps) {
  const { t } = useTranslation();
  const [amount, setAmount] = useState(standing);
  const [word, setWord] = useState("");
  const [reason, setReason] = useState("");
  const { send, busy } = useDeclare(kind.id, day, user, onDone);
  const ids = [useId(), useId(), useId()] as const;
  return (
    <form
      className={styles["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        send({ amount, base: standing, word, reason });
      }}
    >
      <label htmlFor={ids[0]}>{t("screens.quotas.amount")}</label>
      <InputNumber id={ids[0]} size="large" min={0} max={10_000} precision={0} value={amount} onChange={(value) => setAmount(value ?? 0)} style={{ width: "100%" }} autoFocus />
      <label htmlFor={ids[1]}>{t("screens.quotas.word")}</label>
      <Input id={ids[1]} maxLength={200} placeholder={t("screens.quotas.wordExample")} value={word} onChange={(event) => setWord(event.target.value)} />
      {user !== undefined && (
        <>
          <label htmlFor={ids[2]}>{t("screens.quotas.reason")}</label>
          <Input id={ids[2]} required maxLength={500} placeholder={t("screens.quotas.reasonExample")} value={reason} onChange={(event) => setReason(event.target.value)} />
        </>
      )}
      <Button type="primary" htmlType="submit" size="large" loading={busy} disabled={amount === standing}>
        {t("shell.form.save")}
      </Button>
    </form>
  );
}
