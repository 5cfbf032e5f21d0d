import { Button, Form } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Tree } from "@/resource/conditions/model";

const Builder = lazy(() => import("@/resource/conditions/Builder"));

interface Props {
  kind: string;
  where: Record<string, unknown> | null;
  onChange: (where: Record<string, unknown> | null) => void;
}

/** Which of the records, as a condition. */
export function WhereField({ kind, where, onChange }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const apply = (tree: Tree): void => {
    onChange(tree as Record<string, unknown> | null);
    setOpen(false);
  };
  return (
    <Form.Item label={t("screens.checks.f.where")}>
      <Button onClick={() => setOpen(true)}>{t(`screens.checks.f.${where ? "whereSet" : "whereNone"}`)}</Button>
      <Suspense>{open && <Builder kind={kind} where={where as Tree} onApply={apply} onClose={() => setOpen(false)} />}</Suspense>
    </Form.Item>
  );
}
