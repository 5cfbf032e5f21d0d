import DownOutlined from "@ant-design/icons/DownOutlined";
import { Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { useTellFailure } from "@/shared/ui/useTell";
import { alarmQuestion, lockQuestion } from "./rulesQuestions";
import type { TargetTree } from "./types";

const QUESTIONS = { lock: lockQuestion, alarms: alarmQuestion };

/** How strict a tree is before and after a lock, and when a missed period calls for a decision; for whoever keeps it. */
export default function RulesTool({ tree }: { tree: TargetTree }) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const [question, setQuestion] = useState<Question>();
  if (!tree.actions.includes("edit") || tree.state !== "open") return null;
  const ask = async (which: keyof typeof QUESTIONS): Promise<void> => {
    try {
      setQuestion(await QUESTIONS[which](tree));
    } catch (error) {
      tell(error);
    }
  };
  const menu = {
    items: (["lock", "alarms"] as const).map((key) => ({ key, label: t(`screens.targets.rules.${key}`) })),
    onClick: ({ key }: { key: string }) => void ask(key as keyof typeof QUESTIONS),
  };
  return (
    <>
      <Dropdown menu={menu} trigger={["click"]}>
        <Button icon={<DownOutlined />} iconPlacement="end">
          {t("screens.targets.rules.title")}
        </Button>
      </Dropdown>
      <RecordDialog kind="target_rules" question={question} touches={["target_tree", "target"]} onClose={() => setQuestion(undefined)} />
    </>
  );
}
