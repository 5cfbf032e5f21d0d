import { Drawer } from "antd";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useIsPhone } from "@/shared/theme/choice";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { useFormat } from "@/shared/useFormat";
import { periodName } from "./names";
import { CELL_PANELS, type CellProps } from "./tools";

/** Everything about one figure. */
export default function CellDrawer({ onClose, ...about }: CellProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const phone = useIsPhone();
  useFocusBack();
  const { row, column } = about;
  return (
    <Drawer open title={`${row.name} · ${periodName(t, column.grain, column, column.place, language)}`} onClose={onClose} size={phone ? "100%" : 480}>
      <Suspense>
        {CELL_PANELS.map(({ key, Panel }) => (
          <Panel key={key} {...about} />
        ))}
      </Suspense>
    </Drawer>
  );
}
