import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { toast } from "@/shared/ui/toast";
import { whereAmI, type Place } from "./places";
import styles from "./Visits.module.css";

interface Props {
  value: Place | null;
  /** It was suggested by an earlier check-in. */
  known: boolean;
  onChange: (place: Place | null) => void;
}

/** Where the visit is: as suggested, or where one stands. */
export function PlaceField({ value, known, onChange }: Props) {
  const { t } = useTranslation();
  const here = async (): Promise<void> => {
    try {
      const { lat, lon } = await whereAmI();
      onChange({ lat, lon });
    } catch {
      toast("bad", t("screens.visits.check.denied"));
    }
  };
  const said = value === null ? "screens.visits.placeNone" : known ? "screens.visits.placeKnown" : "screens.visits.placeSet";
  return (
    <div className={styles["bar"]}>
      <span className={styles["quiet"]}>{t(said)}</span>
      <Button size="small" onClick={() => void here()}>
        {t("screens.visits.useHere")}
      </Button>
      {value !== null && (
        <Button size="small" type="text" onClick={() => onChange(null)}>
          {t("screens.visits.placeClear")}
        </Button>
      )}
    </div>
  );
}
