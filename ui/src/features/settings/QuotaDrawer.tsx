import { Button, Drawer, InputNumber, Segmented, Select } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { components } from "@/api/schema.gen";
import { PersonPicker } from "@/resource/pickers/PersonPicker";
import { UnitPicker } from "@/resource/pickers/UnitPicker";
import { enumText } from "@/resource/texts";
import { conflictsOf, type Conflict } from "@/resource/detail/conflict";
import { useAct } from "@/resource/useAct";
import { today } from "@/shared/days";
import { useIsPhone } from "@/shared/theme/choice";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { Labelled } from "./Labelled";
import styles from "./Metrics.module.css";
import { QuotaConflicts } from "./QuotaConflicts";

const DayPicker = lazy(() => import("@/resource/form/DayPicker"));

type Schemas = components["schemas"];
type Kind = Schemas["QuotaKindOut"];
type RowOf = Schemas["QuotaRow"];
type Amounts = Readonly<Record<number, number | null>>;

const LEVELS = ["S", "A", "B", "C", "D"] as const;

interface Whom {
  unit: number | null;
  level: (typeof LEVELS)[number] | null;
  person: number | null;
}

/** What held on that day. */
function standing(row: RowOf | undefined, kind: number, day: string): number | null {
  const history = row?.quotas.find((one) => one.kind_id === kind)?.history ?? [];
  return history.findLast((one) => one.from_day <= day)?.amount ?? null;
}

function WhomFields({ whom, onChange }: { whom: Whom; onChange: (whom: Whom) => void }) {
  const { t } = useTranslation();
  const [byPerson, setByPerson] = useState(false);
  const words = (key: string): string => t(`screens.quotas.manage.${key}`);
  const turn = (value: string): void => {
    setByPerson(value === "person");
    onChange({ unit: null, level: null, person: null });
  };
  return (
    <>
      <Segmented aria-label={words("whom")} value={byPerson ? "person" : "unit"} onChange={turn} options={["unit", "person"].map((value) => ({ value, label: words(value) }))} />
      {byPerson ? (
        <Labelled label={words("person")}>{(id) => <PersonPicker id={id} value={whom.person} onChange={(person) => onChange({ unit: null, level: null, person })} />}</Labelled>
      ) : (
        <div className={styles["pair"]}>
          <Labelled label={words("unit")}>{(id) => <UnitPicker id={id} value={whom.unit} onChange={(unit) => onChange({ ...whom, unit, person: null })} />}</Labelled>
          <Labelled label={words("levelPick")}>
            {(id) => <Select id={id} allowClear placeholder={words("levelAll")} value={whom.level} options={LEVELS.map((value) => ({ value, label: value }))} onChange={(level) => onChange({ ...whom, level: level ?? null })} />}
          </Labelled>
        </div>
      )}
    </>
  );
}

function Past({ row, kinds }: { row: RowOf; kinds: readonly Kind[] }) {
  const { t } = useTranslation();
  return (
    <details className={styles["section"]}>
      <summary>{t("screens.quotas.manage.past")}</summary>
      {kinds.map((kind) => {
        const history = row.quotas.find((one) => one.kind_id === kind.id)?.history ?? [];
        if (history.length === 0) return null;
        return (
          <section key={kind.id}>
            <h3>{kind.name || enumText(t, "quota_kind", kind.code)}</h3>
            {history.map((one) => (
              <p key={one.from_day} className={styles["note"]}>
                {t("screens.quotas.manage.step", { day: one.from_day, n: one.amount ?? t("screens.quotas.manage.inherit"), by: one.set_by_name || "—" })}
              </p>
            ))}
          </section>
        );
      })}
    </details>
  );
}

interface Props {
  row: RowOf | undefined;
  kinds: readonly Kind[];
  onClose: () => void;
}

/** So much a working day of each kind, for a unit or a person, from a day on. */
export default function QuotaDrawer({ row, kinds, onClose }: Props) {
  const { t } = useTranslation();
  const act = useAct();
  const phone = useIsPhone();
  useFocusBack();
  const [first] = useState(() => today());
  const [from, setFrom] = useState(first);
  const [whom, setWhom] = useState<Whom>({ unit: row?.unit_id ?? null, level: LEVELS.find((one) => one === row?.level) ?? null, person: row?.user_id ?? null });
  const [changed, setChanged] = useState<Amounts>({});
  const changes = kinds.filter(({ id }) => id in changed && changed[id] !== standing(row, id, from));
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  const send = async (over: readonly Conflict[] = []): Promise<void> => {
    const seen = new Map(over.map(({ field, theirs }) => [Number(field.split(".")[1]), theirs as number | null]));
    const amounts = changes.map(({ id }) => ({ kind_id: id, amount: changed[id] ?? null, base: seen.has(id) ? seen.get(id) : standing(row, id, from) }));
    try {
      await api.PUT("/api/v1/quotas/rules", { body: { unit_id: whom.unit, level: whom.level, user_id: whom.person, from_day: from, amounts } });
      onClose();
    } catch (error) {
      setConflicts(conflictsOf(asProblem(error)));
      throw error; // said as any other failure; conflicts are asked about too
    }
  };
  const save = (over?: readonly Conflict[]): void => act({ run: () => send(over), done: "screens.quotas.manage.saved", touches: ["quota"] });
  const ready = (whom.unit !== null || whom.person !== null) && changes.length > 0;
  const foot = (
    <div className={styles["foot"]}>
      <Button type="primary" disabled={!ready} onClick={() => save()}>
        {t("screens.quotas.manage.save")}
      </Button>
    </div>
  );
  const title = row ? (row.user_name ?? `${row.unit_name ?? ""} ${row.level}`) : t("screens.quotas.manage.add");
  return (
    <Drawer open title={title} onClose={onClose} size={phone ? "100%" : 460} footer={foot}>
      <div className={styles["form"]}>
        {!row && <WhomFields whom={whom} onChange={setWhom} />}
        <Labelled label={t("screens.quotas.manage.from")}>
          {(id) => (
            <Suspense>
              <DayPicker id={id} value={from} onChange={(day) => setFrom(day && day > first ? day : first)} />
            </Suspense>
          )}
        </Labelled>
        <p className={styles["note"]}>{t("screens.quotas.manage.amountNone")}</p>
        <div className={styles["pair"]}>
          {kinds.map((kind) => (
            <Labelled key={kind.id} label={kind.name || enumText(t, "quota_kind", kind.code)}>
              {(id) => (
                <InputNumber
                  id={id}
                  style={{ width: "100%" }}
                  min={0}
                  max={1000}
                  precision={0}
                  placeholder={t("screens.quotas.manage.inherit")}
                  value={kind.id in changed ? (changed[kind.id] ?? null) : standing(row, kind.id, from)}
                  onChange={(value) => setChanged({ ...changed, [kind.id]: value })}
                />
              )}
            </Labelled>
          ))}
        </div>
        {row && <Past row={row} kinds={kinds} />}
      </div>
      {conflicts.length > 0 && <QuotaConflicts conflicts={conflicts} kinds={kinds} onTheirs={onClose} onMine={() => save(conflicts)} />}
    </Drawer>
  );
}
