import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import { Mark } from "@/shared/ui/Mark";
import { useTellFailure } from "@/shared/ui/useTell";
import { drawAgain, type Check } from "./checkApi";
import styles from "./Checks.module.css";

/** How this record came to be drawn, and the draw once more. */
export function DrawProof({ check }: { check: Check }) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const { draw } = check;
  const { mutate, data, isPending } = useMutation({ mutationFn: () => drawAgain(draw.id), onError: tell });
  const holds = data && data.population_holds && data.same_winners;
  const lines = [
    ["period", check.period],
    ["span", draw.first_on === draw.last_on ? draw.first_on : `${draw.first_on} – ${draw.last_on}`],
    ["algorithm", draw.algorithm],
    ["seed", draw.seed],
    ["digest", draw.digest],
  ] as const;
  const proof = (
    <>
      <p className={styles["quiet"]}>
        {enumText(t, "check_strategy", draw.strategy)} · {t("screens.checks.howText")}
      </p>
      <dl className={styles["facts"]}>
        {lines.map(([name, text]) => (
          <div key={name} style={{ display: "contents" }}>
            <dt>{t(`screens.checks.${name}`)}</dt>
            <dd className={styles["mono"]}>{text}</dd>
          </div>
        ))}
      </dl>
      <div className={styles["steps"]}>
        <Button loading={isPending} onClick={() => mutate()}>
          {t("screens.checks.verify")}
        </Button>
        {data && <Mark tone={holds ? "good" : "bad"}>{holds ? t("screens.checks.verified", { picked: data.picked }) : t("screens.checks.notVerified")}</Mark>}
      </div>
    </>
  );
  return (
    <details>
      <summary>{t("screens.checks.how")}</summary>
      {proof}
    </details>
  );
}
