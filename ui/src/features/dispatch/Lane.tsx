import { useTranslation } from "react-i18next";
import type { CaseCard, CaseColumn } from "@/api/types";
import styles from "./Desk.module.css";
import { DeskCard } from "./DeskCard";

interface Props {
  column: CaseColumn;
  chosen: ReadonlySet<number>;
  onChoose: (id: number) => void;
  onGive: (card: CaseCard) => void;
}

/** The leads in one state, what is due first on top. */
export function Lane({ column: { state, count, items }, chosen, onChoose, onGive }: Props) {
  const { t } = useTranslation();
  const title = t(`screens.dispatch.column.${state}`);
  return (
    <section className={styles["lane"]} aria-label={title}>
      <h2>
        {title} <b>{count}</b>
      </h2>
      {count === 0 && <p className={styles["none"]}>{t(`screens.dispatch.empty.${state}`)}</p>}
      <ul>
        {items.map((card) => (
          <li key={card.id}>
            <DeskCard card={card} chosen={chosen.has(card.id)} choosing={chosen.size > 0} onChoose={onChoose} onGive={onGive} />
          </li>
        ))}
      </ul>
      {count > items.length && <p className={styles["none"]}>{t("screens.dispatch.more", { n: count - items.length })}</p>}
    </section>
  );
}
