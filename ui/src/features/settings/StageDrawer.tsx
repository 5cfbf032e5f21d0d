import { Button, Drawer, Input } from "antd";
import { useTranslation } from "react-i18next";
import { OrderedList } from "@/resource/form/OrderedList";
import { fieldLabel } from "@/resource/texts";
import { useIsPhone } from "@/shared/theme/choice";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { Labelled } from "./Labelled";
import { moved } from "./order";
import { MOST_SIGNS, withSign, type Mark, type Mode, type SignDraft, type StageDraft } from "./pipelineDraft";
import styles from "./Pipelines.module.css";
import { Wrong } from "./PipelineStages";

interface Props {
  stage: StageDraft;
  mode: Mode;
  marks: Record<string, Mark>;
  onChange: (part: Partial<StageDraft>) => void;
  onClose: () => void;
}

const LONG = ["sop", "tools", "talk_tracks"] as const;

/** A stage's criteria, and what it tells who sells. Nothing is kept before the whole is saved. */
export default function StageDrawer({ stage, mode, marks, onChange, onClose }: Props) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  useFocusBack();
  const title = (name: string): string => fieldLabel(t, "pipeline", name);
  const footer = (
    <div className={styles["foot"]}>
      <Button type="primary" onClick={onClose}>
        {t("screens.pipelines.done")}
      </Button>
    </div>
  );
  return (
    <Drawer open title={stage.name} onClose={onClose} size={phone ? "100%" : 600} footer={footer}>
      <Signs stage={stage} mode={mode} marks={marks} onChange={(criteria) => onChange({ criteria })} />
      <h3 className={styles["heading"]}>{t("screens.pipelines.guide")}</h3>
      <div className={styles["guide"]}>
        <Labelled label={title("buyer_step")} help={t("screens.pipelines.help.buyer_step")}>
          {(id) => <Input id={id} value={stage.buyer_step} maxLength={300} onChange={({ target }) => onChange({ buyer_step: target.value })} />}
        </Labelled>
        <Labelled label={title("key_person")}>
          {(id) => <Input id={id} value={stage.key_person} maxLength={120} placeholder={t("screens.pipelines.help.key_person")} onChange={({ target }) => onChange({ key_person: target.value })} />}
        </Labelled>
        {LONG.map((name) => (
          <Labelled key={name} label={title(name)}>
            {(id) => <Input.TextArea id={id} value={stage[name]} maxLength={4000} autoSize={{ minRows: 2, maxRows: 10 }} placeholder={t(`screens.pipelines.help.${name}`)} onChange={({ target }) => onChange({ [name]: target.value })} />}
          </Labelled>
        ))}
      </div>
    </Drawer>
  );
}

interface SignsProps {
  stage: StageDraft;
  mode: Mode;
  marks: Record<string, Mark>;
  onChange: (signs: SignDraft[]) => void;
}

function Signs({ stage, mode, marks, onChange }: SignsProps) {
  const { t } = useTranslation();
  const { criteria, key } = stage;
  const change = (sign: SignDraft, part: Partial<SignDraft>): void => onChange(criteria.map((one) => (one.key === sign.key ? { ...one, ...part } : one)));
  const rows = criteria.map((sign) => ({ ...sign, id: sign.key, label: sign.name }));
  return (
    <section aria-labelledby="stage-signs">
      <h3 id="stage-signs" className={styles["heading"]}>
        {fieldLabel(t, "pipeline", "criteria")}
      </h3>
      <p className={styles["note"]}>{t(`screens.pipelines.signsText.${mode}`)}</p>
      <OrderedList rows={rows} onMove={(from, to) => onChange(moved(criteria, from, to))} rowClass={styles["stage"]}>
        {(_row, place) => {
          const sign = criteria[place];
          if (!sign) return null;
          const mark = marks[`sign.${key}.${sign.key}.name`];
          return (
            <>
              <div className={styles["fields"]}>
                <Input value={sign.name} maxLength={200} status={mark ? "error" : ""} aria-label={t("screens.pipelines.signName", { n: place + 1 })} onChange={({ target }) => change(sign, { name: target.value })} />
                <Wrong mark={mark} />
                <Input size="small" variant="filled" value={sign.hint} maxLength={500} placeholder={t("screens.pipelines.hintExample")} aria-label={`${sign.name}: ${fieldLabel(t, "pipeline", "hint")}`} onChange={({ target }) => change(sign, { hint: target.value })} />
              </div>
              <Button size="small" type="text" danger aria-label={t("screens.pipelines.retireOf", { name: sign.name })} onClick={() => onChange(criteria.filter((one) => one.key !== sign.key))}>
                {t("screens.pipelines.remove")}
              </Button>
            </>
          );
        }}
      </OrderedList>
      <Wrong mark={marks[`stage.${key}.criteria`]} />
      <div className={styles["buttons"]}>
        <Button disabled={criteria.length >= MOST_SIGNS} onClick={() => onChange(withSign(stage, "").criteria)}>
          {t("screens.pipelines.addSign")}
        </Button>
      </div>
    </section>
  );
}
