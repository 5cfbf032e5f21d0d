import { useTranslation } from "react-i18next";
import { linesOf, PARTS } from "./market";
import styles from "./Market.module.css";

type Parts = Readonly<Record<(typeof PARTS)[number], string>>;

/** What a battle card says, a point a line; our answers stand out. */
export function CardParts({ parts }: { parts: Parts }) {
  const { t } = useTranslation();
  return (
    <div className={styles["parts"]}>
      {PARTS.filter((part) => parts[part].trim() !== "").map((part) => (
        <section key={part} className={part === "answers" ? styles["answers"] : undefined}>
          <h3>{t(`fields.battle_card.${part}`)}</h3>
          <ul>
            {linesOf(parts[part]).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
