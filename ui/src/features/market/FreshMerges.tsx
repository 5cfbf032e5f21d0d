import { Alert, Button } from "antd";
import { useTranslation } from "react-i18next";
import type { CompetitorPageData } from "@/resource/market/market";
import { clock } from "@/shared/format";
import { useNow } from "@/shared/ui/useNow";
import styles from "./MarketPages.module.css";
import { useTakeMergeBack } from "./takeMergeBack";

/** What was merged into this competitor within the hour, to be taken back. */
export function FreshMerges({ merges }: { merges: CompetitorPageData["merges"] }) {
  const { t } = useTranslation();
  const takeBack = useTakeMergeBack();
  const now = useNow().getTime();
  return merges
    .filter(({ until }) => Date.parse(until) > now)
    .map(({ id, name, until }) => (
      <Alert
        key={id}
        className={styles["fresh"]}
        type="info"
        showIcon
        title={t("screens.market.page.fresh", { name, until: clock(new Date(until)) })}
        action={
          <Button size="small" onClick={() => takeBack(id)}>
            {t("screens.market.page.undoMerge")}
          </Button>
        }
      />
    ));
}
