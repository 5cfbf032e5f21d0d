import { InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { GRADES, NUMBERS, SWITCHES, type ByGrade, type Term, type Terms } from "./ruleDraft";
import styles from "./Rules.module.css";

interface Props {
  clock: Terms;
  grades: ByGrade;
  /** What holds by grade where nothing is filled in; the empty grade is the first column. */
  below: ByGrade;
  onChange: (clock: Terms, grades: ByGrade) => void;
}

const COLUMNS = ["", ...GRADES] as const;
const MINUTE = 60;

/** The numbers of the clocks, for every lead and by grade: what is left empty is as the grey text says. */
export function TermsTable({ clock, grades, below, onChange }: Props) {
  const { t } = useTranslation();
  const held = (grade: string): Terms => (grade === "" ? clock : (grades[grade] ?? {}));
  const put = (grade: string, name: Term, value: number | boolean | null): void => {
    const next = { ...held(grade), [name]: value };
    onChange(grade === "" ? next : clock, grade === "" ? grades : { ...grades, [grade]: next });
  };
  /** A grade inherits from the first column before it inherits from below. */
  const inherited = (grade: string, name: Term) => (grade !== "" && clock[name] !== null && clock[name] !== undefined && below[grade]?.[name] === below[""]?.[name] ? clock[name] : below[grade]?.[name]);
  const heading = (grade: string): string => (grade === "" ? t("screens.rules.everyGrade") : t("screens.rules.grade", { grade }));
  const labelled = (name: Term, grade: string): string => `${t(`screens.rules.term.${name}`)} ${heading(grade)}`;
  const yesNo = [true, false].map((one) => ({ value: String(one), label: t(one ? "shell.yes" : "shell.no") }));
  return (
    <div className={styles["scroll"]} role="group" aria-label={t("screens.rules.clocks")}>
      <table className={styles["terms"]}>
        <thead>
          <tr>
            <td />
            {COLUMNS.map((grade) => (
              <th key={grade} scope="col">
                {heading(grade)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {NUMBERS.map((name) => (
            <tr key={name}>
              <th scope="row">{t(`screens.rules.term.${name}`)}</th>
              {COLUMNS.map((grade) => {
                const scale = name === "most_hops" ? 1 : MINUTE;
                const value = held(grade)[name];
                return (
                  <td key={grade}>
                    <InputNumber
                      aria-label={labelled(name, grade)}
                      min={0}
                      controls={false}
                      {...(name === "most_hops" && { precision: 0 })}
                      placeholder={shown(inherited(grade, name), scale)}
                      value={typeof value === "number" ? value / scale : null}
                      onChange={(typed) => put(grade, name, typed === null ? null : Math.round(typed * scale))}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
          {SWITCHES.map((name) => (
            <tr key={name}>
              <th scope="row">{t(`screens.rules.term.${name}`)}</th>
              {COLUMNS.map((grade) => {
                const value = held(grade)[name];
                return (
                  <td key={grade}>
                    <Select
                      aria-label={labelled(name, grade)}
                      allowClear
                      popupMatchSelectWidth={false}
                      placeholder={t(inherited(grade, name) ? "shell.yes" : "shell.no")}
                      value={typeof value === "boolean" ? String(value) : null}
                      onChange={(chosen?: string | null) => put(grade, name, chosen ? chosen === "true" : null)}
                      options={yesNo}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const shown = (value: unknown, scale: number): string => (typeof value === "number" ? String(Math.round((value / scale) * 100) / 100) : "");
