import { Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import type { Opportunity } from "@/api/types";
import { enumText } from "@/resource/texts";
import { Mark } from "@/shared/ui/Mark";
import styles from "./Evidence.module.css";
import { isGrave } from "./signs";
import { useSignalText } from "./useSignalText";

/** The signs of a deal in a row or on a card: the gravest ones in a word, all of them in whole sentences on a hover or a tap. */
export function SignalMarks({ deal, most = 2 }: { deal: Opportunity; most?: number }) {
  const { t } = useTranslation();
  const say = useSignalText(deal);
  if (deal.signals.length === 0) return null;
  const shown = deal.signals.slice(0, most);
  const more = deal.signals.length - shown.length;
  const all = deal.signals.map(say);
  return (
    <Tooltip
      trigger={["hover", "click"]}
      title={
        <ul className={styles["said"]}>
          {all.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      }
    >
      <span className={styles["marks"]} aria-label={all.join("; ")} role="note">
        {shown.map((signal) => (
          <Mark key={signal.sign} tone={isGrave(signal) ? "warn" : "plain"}>
            {enumText(t, "slipping_sign", signal.sign)}
          </Mark>
        ))}
        {more > 0 && <small>+{more}</small>}
      </span>
    </Tooltip>
  );
}
