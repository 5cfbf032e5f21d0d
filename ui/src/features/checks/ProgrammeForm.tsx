import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, Drawer, Form, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { PeoplePicker } from "@/resource/pickers/PeoplePicker";
import { UnitsPicker } from "@/resource/pickers/UnitsPicker";
import { enumText } from "@/resource/texts";
import { useRefresh } from "@/resource/useRecord";
import { useIsPhone } from "@/shared/theme/choice";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import { Amount } from "./Amount";
import { changeProgramme, makeProgramme, setupQuery, TOUCHES, type Programme, type ProgrammeIn } from "./checkApi";
import styles from "./Checks.module.css";
import { Cadence } from "./Cadence";
import { QuestionsEditor } from "./QuestionsEditor";
import { WhereField } from "./WhereField";

const START: ProgrammeIn = {
  name: "",
  kind: "activity",
  where: null,
  unit_ids: [],
  user_ids: [],
  each: 2,
  share: null,
  newcomer_days: 90,
  strategy: "stratified",
  cadence: "weekly",
  weekday: 1,
  monthday: 1,
  minute: 540,
  span_days: 7,
  checker_ids: [],
  due_days: 2,
  questions: [],
  pass_mark: 60,
  active: true,
};
const NAMES = Object.keys(START) as (keyof ProgrammeIn)[];

const shapeOf = (programme: Programme | undefined): ProgrammeIn =>
  programme ? (Object.fromEntries(NAMES.map((name) => [name, programme[name as keyof Programme]])) as unknown as ProgrammeIn) : START;

interface Props {
  programme?: Programme;
  onClose: () => void;
}

/** A programme, from what is looked at to who looks. */
export default function ProgrammeForm({ programme, onClose }: Props) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const refresh = useRefresh();
  const [draft, setDraft] = useState<ProgrammeIn>(() => shapeOf(programme));
  const set = (change: Partial<ProgrammeIn>): void => setDraft((before) => ({ ...before, ...change }));
  const { data: setup } = useQuery(setupQuery);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => (programme ? changeProgramme(programme, changed(programme, draft)) : makeProgramme(draft)),
    onSuccess: () => {
      refresh(...TOUCHES);
      toast("good", t("screens.checks.saved"));
      onClose();
    },
  });
  const known = Object.fromEntries(Object.entries(programme?.names ?? {}).map(([id, name]) => [Number(id), name]));
  const begin = (code: string): void => {
    const template = setup?.templates.find((one) => one.code === code);
    if (template) set({ kind: template.kind, questions: template.questions, where: null, name: draft.name || template.name });
  };
  const words = setup?.kinds.find(({ code }) => code === draft.kind)?.words ?? "";
  const footer = (
    <div className={styles["steps"]}>
      <Button type="primary" loading={isPending} onClick={() => mutate()}>
        {t("shell.form.save")}
      </Button>
      <Button onClick={onClose}>{t("shell.form.cancel")}</Button>
    </div>
  );
  const label = (name: string): string => t(`screens.checks.f.${name}`);
  return (
    <Drawer open title={t(`screens.checks.${programme ? "editProgramme" : "newProgramme"}`)} onClose={onClose} size={phone ? "100%" : 560} footer={footer}>
      {error && <Alert type="error" showIcon title={problemText(asProblem(error), t)} style={{ marginBottom: 16 }} />}
      <Form layout="vertical">
        {!programme && (
          <Form.Item label={label("template")}>
            <Select aria-label={label("template")} placeholder={label("templatePick")} onChange={begin} options={setup?.templates.map(({ code, name }) => ({ value: code, label: name }))} />
          </Form.Item>
        )}
        <Form.Item label={label("name")} htmlFor="programme-name" required>
          <Input id="programme-name" maxLength={80} value={draft.name} onChange={({ target }) => set({ name: target.value })} />
        </Form.Item>
        <Form.Item label={label("kind")}>
          <Select aria-label={label("kind")} value={draft.kind} onChange={(kind: string) => set({ kind, where: null })} options={setup?.kinds.map(({ code }) => ({ value: code, label: enumText(t, "check_kind", code) }))} />
        </Form.Item>
        {words && <WhereField kind={words} where={draft.where ?? null} onChange={(where) => set({ where })} />}
        <Form.Item label={label("units")} required>
          <UnitsPicker aria-label={label("units")} value={draft.unit_ids ?? []} onChange={(ids) => set({ unit_ids: ids })} />
        </Form.Item>
        <Form.Item label={label("people")}>
          <PeoplePicker aria-label={label("people")} known={known} value={draft.user_ids ?? []} onChange={(ids) => set({ user_ids: ids })} />
        </Form.Item>
        <Amount draft={draft} set={set} />
        <Cadence draft={draft} set={set} />
        <Form.Item label={label("checkers")}>
          <PeoplePicker aria-label={label("checkers")} known={known} value={draft.checker_ids ?? []} onChange={(ids) => set({ checker_ids: ids })} />
        </Form.Item>
        <div className={styles["pair"]}>
          <Form.Item label={label("due")}>
            <InputNumber aria-label={label("due")} className={styles["wide"] ?? ""} min={1} max={20} value={draft.due_days ?? 2} onChange={(value) => set({ due_days: value ?? 2 })} />
          </Form.Item>
          <Form.Item label={label("mark")}>
            <InputNumber aria-label={label("mark")} className={styles["wide"] ?? ""} min={1} max={100} value={draft.pass_mark ?? 60} onChange={(value) => set({ pass_mark: value ?? 60 })} />
          </Form.Item>
        </div>
        <QuestionsEditor questions={draft.questions} onChange={(questions) => set({ questions })} />
      </Form>
    </Drawer>
  );
}

/** Only what differs from what was shown. */
function changed(programme: Programme, draft: ProgrammeIn): Partial<ProgrammeIn> {
  const before = shapeOf(programme);
  return Object.fromEntries(NAMES.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(draft[name])).map((name) => [name, draft[name]]));
}
