import { Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { useIsPhone } from "@/shared/theme/choice";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import type { Opening } from "./recordsApi";
import RecordsList from "./RecordsList";

/** The records behind a figure that was reached. */
export default function RecordsDrawer({ name, onClose, ...opening }: Opening & { name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  useFocusBack();
  return (
    <Drawer open title={t("screens.tracking.records.title", { node: name })} onClose={onClose} size={phone ? "100%" : 520}>
      <RecordsList {...opening} />
    </Drawer>
  );
}
