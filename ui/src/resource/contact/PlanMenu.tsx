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
  at: string;
}

/** What may become of a planned contact besides having it: another time, or none. */
export function PlanMenu({ subject, at }: Props) {
  const { t } = useTranslation();
  const act = useAct();
  const [question, setQuestion] = useState<Question>();
  const items = [...SOON.map(({ key }) => ({ key, label: t(`shell.soon.${key}`) })), { type: "divider" as const }, { key: "drop", label: t("shell.contact.drop") }];
  const pick = (key: string): void => {
    const soon = SOON.find((one) => one.key === key);
    if (!soon) setQuestion(dropping(subject));
    else act({ run: () => movePlan({ ...subject, at }, soon.moment()), done: "shell.contact.moved", touches: PLANNED });
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
