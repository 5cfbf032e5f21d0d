import { Drawer } from "antd";
import { useTranslation } from "react-i18next";
import type { Opportunity } from "@/api/types";
import { useIsPhone } from "@/shared/theme/choice";
import { PathLink } from "@/shared/ui/PathLink";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { EvidenceList } from "./EvidenceList";
import { Signals } from "./Signals";

/** The evidence of a deal beside the board: the whole screen on a phone. */
export default function EvidenceDrawer({ deal, onClose }: { deal: Opportunity; onClose: () => void }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  useFocusBack();
  return (
    <Drawer open title={<PathLink to={`/opportunities/${deal.id}`}>{deal.name}</PathLink>} onClose={onClose} size={phone ? "100%" : 480} aria-label={t("screens.opportunity.evidence.openOf", { name: deal.name })}>
      <Signals deal={deal} />
      <EvidenceList id={deal.id} />
    </Drawer>
  );
}
