import MoreOutlined from "@ant-design/icons/MoreOutlined";
import { Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { useAct } from "@/resource/useAct";
import type { ContactSubject } from "./CounterpartPicker";
import { dropping, movePlan, PLANNED } from "./planning";
import { SOON } from "./soon";

interface Props {
  subject: ContactSubject;
  /** When it is planned for; null where nothing is planned yet. */
  at: string | null;
}

/** What may become of a planned contact besides having it: another time, or none. Without a plan: a first one. */
export function PlanMenu({ subject, at }: Props) {
  const { t } = useTranslation();
  const act = useAct();
  const [question, setQuestion] = useState<Question>();
  const times = SOON.map(({ key }) => ({ key, label: t(`shell.soon.${key}`) }));
  const items = at === null ? times : [...times, { type: "divider" as const }, { key: "drop", label: t("shell.contact.drop") }];
  const pick = (key: string): void => {
    const soon = SOON.find((one) => one.key === key);
    if (!soon) return setQuestion(dropping(subject));
    const to = soon.moment();
    const undo = at === null ? undefined : () => movePlan({ ...subject, at: to }, at);
    act({ run: () => movePlan({ ...subject, at }, to), done: "shell.contact.moved", touches: PLANNED, undo });
  };
  return (
    <>
      <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => pick(key) }}>
        <Button size="small" type="text" icon={<MoreOutlined />} aria-label={t("shell.contact.replan", { title: subject.title })} />
      </Dropdown>
      <RecordDialog kind="activity" question={question} touches={PLANNED} onClose={() => setQuestion(undefined)} />
    </>
  );
}
