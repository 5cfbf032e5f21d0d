import PushpinFilled from "@ant-design/icons/PushpinFilled";
import PushpinOutlined from "@ant-design/icons/PushpinOutlined";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema.gen";
import { Mark } from "@/shared/ui/Mark";
import { useFormat } from "@/shared/useFormat";
import { figureText, readFigure } from "./figures";
import { periodName } from "./names";
import styles from "./Split.module.css";
import { reasonText, wholeMonths } from "./splitText";
import type { Pin } from "./SuggestDrawer";
import type { Axis, TargetMetric } from "./types";
import { useFigure } from "./useFigure";

type Part = components["schemas"]["TargetPartOut"];

interface Props {
  part: Part;
  place: number;
  axis: Axis;
  metric: TargetMetric;
  onPin: (pin: Pin | null) => void;
}

const signed = (value: number, text: (value: number) => string): string => (value === 0 ? "–" : `${value > 0 ? "+" : "−"}${text(Math.abs(value))}`);

/** One part: who, why so much, both lines, and what that is against what stands. The pin fixes it by hand. */
export function SuggestRow({ part, place, axis, metric, onPin }: Props) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const figure = useFigure(metric);
  const [typed, setTyped] = useState<Partial<Record<"must" | "stretch", string>>>({});
  const { node_id, starts_on, must, stretch } = part;
  const name = axis === "down" ? part.name : periodName(t, part.grain, part, place, language);
  const why = part.reasons.map((reason) => reasonText(t, reason, figure.short));
  const hand = part.pinned && !part.locked;
  const toggle = (): void => {
    setTyped({});
    onPin(hand ? null : { node_id, starts_on, must, stretch });
  };
  const type = (line: "must" | "stretch", text: string): void => {
    setTyped({ ...typed, [line]: text });
    const read = readFigure(text, metric.measured);
    if (read.ok) onPin({ node_id, starts_on, must, stretch, [line]: read.value });
  };
  const cell = (line: "must" | "stretch") => {
    const value = part[line];
    if (!hand) return value === null ? "–" : figure.short(value);
    return <Input size="small" aria-label={`${name} ${t(`screens.targets.line.${line}`)}`} value={typed[line] ?? figureText(value, metric.measured)} onChange={(event) => type(line, event.target.value)} />;
  };
  return (
    <tr>
      <td>
        {name} {axis === "down" && part.level && <Mark>{part.level}</Mark>} {part.locked && <Mark>{t("screens.targets.talk.locked")}</Mark>}
        {axis === "down" && part.since && <span className={styles["quiet"]}> {t("screens.targets.split.months", { n: wholeMonths(part.since, starts_on) })}</span>}
        {why.length > 0 && <span className={styles["why"]}>{why.join(" · ")}</span>}
      </td>
      <td>{part.share_bp === null || part.pinned ? "–" : `${(part.share_bp / 100).toFixed(1)}%`}</td>
      <td>{cell("must")}</td>
      <td>{cell("stretch")}</td>
      <td className={styles["quiet"]}>{signed((must ?? 0) - (part.standing.must ?? 0), figure.short)}</td>
      <td>
        {!part.locked && (
          <Button
            type="text"
            size="small"
            aria-pressed={hand}
            aria-label={t(hand ? "screens.targets.split.unpin" : "screens.targets.split.pin", { name })}
            icon={hand ? <PushpinFilled /> : <PushpinOutlined />}
            onClick={toggle}
          />
        )}
      </td>
    </tr>
  );
}
