import { MinusOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Ring } from "@/resource/rings/Ring";
import { FigureLink } from "@/shared/ui/FigureLink";
import { Mark } from "@/shared/ui/Mark";
import { kindText, TONES, type QuotaCell, type QuotaKind } from "@/resource/quotas/quotas";
import { useDeclare } from "./useDeclare";
import styles from "./Quotas.module.css";

interface Props {
  kind: QuotaKind;
  cell: QuotaCell;
  /** Where the card is of one day: that day. */
  day: string | undefined;
  today: string;
  declares: boolean;
  onOpen: () => void;
}

const bp = (part: number, whole: number): number => (whole > 0 ? Math.round((part * 10_000) / whole) : 0);

function Buttons({ kind, cell, day, onOpen }: Pick<Props, "kind" | "cell" | "onOpen"> & { day: string }) {
  const { t } = useTranslation();
  const { add, busy } = useDeclare(kind.id, day);
  const name = kindText(t, kind);
  return (
    <div className={styles["buttons"]}>
      <Button size="large" icon={<MinusOutlined />} aria-label={t("screens.quotas.less", { kind: name })} disabled={cell.done === 0 || busy} onClick={() => add(-1)} />
      <Button size="large" type="primary" icon={<PlusOutlined />} aria-label={t("screens.quotas.add", { kind: name })} disabled={busy} onClick={() => add(1)} />
      <Button size="large" type="text" onClick={onOpen}>
        {t("screens.quotas.more")}
      </Button>
    </div>
  );
}

function Lines({ cell }: { cell: QuotaCell }) {
  const { t } = useTranslation();
  const behind = cell.state === "behind" && cell.due < cell.wanted;
  return (
    <>
      {behind && <span>{t("screens.quotas.due", { n: cell.due })}</span>}
      {cell.proven !== null && cell.done > 0 && (
        <span>
          {t("screens.quotas.proven", { n: cell.proven })} · {t("screens.quotas.own", { n: cell.done - cell.proven })}
        </span>
      )}
    </>
  );
}

/** One kind: how much is done of what is asked, with a tick for where it should be by now. */
export function KindCard({ kind, cell, day, today, declares, onOpen }: Props) {
  const { t } = useTranslation();
  const name = kindText(t, kind);
  const declared = kind.sort === "declared";
  const label = `${name} ${cell.done}${cell.wanted ? ` / ${cell.wanted}` : ""} ${t(`enums.quota_state.${cell.state}`)}`;
  const open = day !== undefined && day <= today;
  return (
    <li className={styles["card"]} data-state={cell.state}>
      <Ring size={104} share={bp(cell.done, cell.wanted || cell.done)} due={cell.wanted > 0 ? bp(cell.due, cell.wanted) : null} tone={TONES[cell.state]} label={label}>
        <FigureLink link={cell.link} className={styles["number"]}>
          {cell.done}
        </FigureLink>
        <small>{cell.wanted > 0 ? t("screens.quotas.wanted", { n: cell.wanted }) : t("screens.quotas.noQuota")}</small>
      </Ring>
      <div className={styles["words"]}>
        <h2>
          {name} {declared && <span className={styles["declared"]}>{t("screens.quotas.declared")}</span>}
        </h2>
        {cell.wanted > 0 && <Mark tone={TONES[cell.state]}>{t(`enums.quota_state.${cell.state}`)}</Mark>}
        <Lines cell={cell} />
        {declared && declares && open && <Buttons kind={kind} cell={cell} day={day} onOpen={onOpen} />}
      </div>
    </li>
  );
}
