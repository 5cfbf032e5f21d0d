import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Segmented } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import { recordKey } from "@/resource/useRecord";
import { FigureLink } from "@/shared/ui/FigureLink";
import { useTellFailure } from "@/shared/ui/useTell";
import { useFormat } from "@/shared/useFormat";
import { BaseFigure } from "./BaseFigure";
import { GapRows } from "./GapRows";
import { PointList } from "./PointList";
import { reviewResource, type Figures, type Review, type Split } from "./reviewApi";
import styles from "./Reviews.module.css";
import { useFigures } from "./useFigures";

const WaterfallChart = lazy(() => import("@/resource/charts/WaterfallChart"));
const BASES = ["before", "average", "plan"] as const;
type Base = (typeof BASES)[number];

function BaseChoice({ review }: { review: Review }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const tell = useTellFailure();
  const { mutate, isPending } = useMutation({
    mutationFn: async (base: Base) => reviewResource.edit?.(review.id, { changes: { base }, base: { base: review.base } }),
    onSuccess: (saved) => client.setQueryData(recordKey("review", review.id), saved),
    onError: tell,
  });
  return (
    <Segmented<Base>
      aria-label={t("screens.reviews.against")}
      disabled={isPending || !review.actions.includes("edit")}
      value={review.base}
      onChange={(base) => mutate(base)}
      options={BASES.map((value) => ({ value, label: enumText(t, "review_base", value) }))}
    />
  );
}

function Factors({ figures }: { figures: Figures }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { short } = useFigures(figures);
  const { split } = figures;
  const said = (part: string, value: number | null): string => {
    if (value === null) return t("shell.none");
    if (part === "quantity") return format.decimal(value / 100);
    return part === "conversion" ? format.percent(value / 10_000) : short(value);
  };
  return (
    <table className={styles["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("screens.reviews.factor")}</th>
          <th scope="col">{enumText(t, "review_base", split.base)}</th>
          <th scope="col">{t("screens.reviews.now")}</th>
        </tr>
      </thead>
      <tbody>
        {split.factors.map(({ part, base, now }) => (
          <tr key={part}>
            <th scope="row">{enumText(t, "review_part", part)}</th>
            <td>
              <BaseFigure split={split} bases={split.base === "plan" ? [] : (split.bases ?? [])} params={split.links.base} won={part === "amount"} money={short}>
                {said(part, base)}
              </BaseFigure>
            </td>
            <td>
              <FigureLink link={{ path: "/opportunities", params: part === "amount" ? { ...split.links.now, stage_kind: "won" } : split.links.now }}>{said(part, now)}</FigureLink>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Parts({ figures }: { figures: Figures }) {
  const { t } = useTranslation();
  const { short, exact } = useFigures(figures);
  const { split } = figures;
  const steps = [
    { name: t("screens.reviews.line.must"), value: split.target, text: short(split.target), total: true },
    ...split.parts.map(({ part, amount }) => ({ name: enumText(t, "review_part", part), value: amount, text: amount === 0 ? "0" : short(-amount) })),
    { name: t("screens.reviews.line.attained"), value: split.actual, text: short(split.actual), total: true },
  ];
  return (
    <>
      <Suspense fallback={<div className={styles["waiting"]} />}>
        <WaterfallChart steps={steps} label={t("screens.reviews.chart")} />
      </Suspense>
      <table className={styles["table"]}>
        <tbody>
          {split.parts.map(({ part, amount }) => (
            <tr key={part}>
              <th scope="row">
                {enumText(t, "review_part", part)}
                <small>{t(`screens.reviews.partText.${part}`)}</small>
              </th>
              <td>{exact(-amount)}</td>
            </tr>
          ))}
          <tr data-sum="true">
            <th scope="row">{t("screens.reviews.gapSum")}</th>
            <td>{exact(-split.gap)}</td>
          </tr>
        </tbody>
      </table>
    </>
  );
}

const sentence = (split: Split): string => (split.gap > 0 ? "short" : "reached");

/** Why the target was not reached, or was: the gap by the sales equation, and the causes in words. */
export function GapStep({ review }: { review: Review }) {
  const { t } = useTranslation();
  const figures = review.figures ?? review.now;
  const { short } = useFigures(figures);
  const { split } = figures;
  return (
    <section className={styles["step"]}>
      <p>{t(`screens.reviews.said.${sentence(split)}`, { gap: short(Math.abs(split.gap)), target: short(split.target), actual: short(split.actual) })}</p>
      <div className={styles["tools"]}>
        <span>{t("screens.reviews.against")}</span>
        <BaseChoice review={review} />
      </div>
      <Parts figures={figures} />
      {!split.season_known && split.base !== "plan" && <p className={styles["quiet"]}>{t("screens.reviews.noSeason")}</p>}
      {split.equation ? <Factors figures={figures} /> : <p className={styles["quiet"]}>{t("screens.reviews.noEquation")}</p>}
      <GapRows by="people" figures={figures} />
      <GapRows by="sources" figures={figures} />
      <h2>{t("screens.reviews.causes")}</h2>
      <PointList review={review} sort="cause" />
    </section>
  );
}
