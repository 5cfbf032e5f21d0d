import FunnelPlotOutlined from "@ant-design/icons/FunnelPlotOutlined";
import { Button, Tag } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { parseWhere, partsOf, whereText, withoutPart } from "./model";
import { useSentence } from "./useSentence";
import styles from "./Conditions.module.css";

const Builder = lazy(() => import("./Builder"));

interface Props {
  kind: string;
  where: string;
  onChange: (where: string) => void;
}

/** The button that opens the builder, and the conditions in use as sentences. */
export function ConditionChips({ kind, where, onChange }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const tree = parseWhere(where);
  const parts = partsOf(tree);
  const { data } = useSentence(kind, where);
  return (
    <>
      <Button icon={<FunnelPlotOutlined />} aria-label={t("conditions.builder.title")} onClick={() => setOpen(true)}>
        {t("conditions.builder.title")}
      </Button>
      {parts.map((part, place) => (
        <Tag key={JSON.stringify(part)} className={styles["chip"] ?? ""} closable onClose={() => onChange(whereText(withoutPart(tree, place)))}>
          <button type="button" className={styles["said"]} onClick={() => setOpen(true)}>
            {data?.parts[place] ?? "…"}
          </button>
        </Tag>
      ))}
      {open && (
        <Suspense>
          <Builder
            kind={kind}
            where={tree}
            onClose={() => setOpen(false)}
            onApply={(next) => {
              onChange(whereText(next));
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
