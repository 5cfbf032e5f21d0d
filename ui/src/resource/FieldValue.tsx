import { useTranslation } from "react-i18next";
import { decimalText } from "@/shared/decimalText";
import { absolute } from "@/shared/format";
import { recordPath } from "@/shared/records";
import { Mark } from "@/shared/ui/Mark";
import { Money } from "@/shared/ui/Money";
import { CellLink } from "@/shared/ui/CellLink";
import { OnDay, When } from "@/shared/ui/When";
import { TagMarks } from "./tags/TagMarks";
import { enumText } from "./texts";
import type { Field, Values } from "./types";

interface Props {
  field: Field;
  row: Values;
  /** Say moments in full instead of as people say them. */
  exact?: boolean;
}

export const isBlank = (value: unknown): boolean => value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

function YesNo({ value }: { value: unknown }) {
  const { t } = useTranslation();
  return <>{t(value ? "shell.yes" : "shell.no")}</>;
}

function Choice({ field, value, was }: { field: Field; value: string; was?: unknown }) {
  const { t } = useTranslation();
  const words = value.split(",").map((one) => field.labels?.[one] ?? enumText(t, field.enum ?? field.name, one));
  const now = words.join(t("shell.enumerate"));
  const text = was && was !== value ? t("shell.was", { now, was: enumText(t, field.enum ?? field.name, String(was)) }) : now;
  const tone = field.tones?.[value];
  return field.tones ? <Mark tone={tone}>{text}</Mark> : <>{text}</>;
}

function Customer({ field, row }: Props) {
  const name = String(row[field.shown ?? "customer_name"] ?? "");
  return <CellLink to={recordPath("customer", Number(row[field.name])) ?? "/"}>{name}</CellLink>;
}

const WEB = /^https?:\/\/\S+$/;

function WebLink({ to }: { to: string }) {
  return (
    <a href={/^https?:\/\//.test(to) ? to : `https://${to}`} target="_blank" rel="noreferrer">
      {to}
    </a>
  );
}

/** A field of a record as people read it. Blank values draw nothing. Hundreds stand in a list: only what needs the texts takes them up. */
export function FieldValue({ field, row, exact = false }: Props) {
  const value = row[field.name];
  if (field.kind === "bool" && !(field.mayBeUnsaid && isBlank(value))) return <YesNo value={value} />;
  if (field.kind === "person" || field.kind === "unit") return <>{row[field.shown ?? `${field.kind}_name`] ?? ""}</>;
  if (isBlank(value)) return null;
  const text = String(value);
  switch (field.kind) {
    case "money":
      return <Money minor={Number(value)} currency={String(row["currency"] ?? "CNY")} />;
    case "decimal":
      return <>{decimalText(Number(value), field.scale ?? 0)}</>;
    case "text":
      return WEB.test(text) ? <WebLink to={text} /> : <>{text}</>;
    case "datetime":
      return exact ? <time dateTime={text}>{absolute(text)}</time> : <When at={text} />;
    case "date":
      return exact ? <time dateTime={text}>{text}</time> : <OnDay date={text} />;
    case "select":
      return <Choice field={field} value={text} was={field.was && row[field.was]} />;
    case "tags":
      return <TagMarks tags={value as (number | string)[]} />;
    case "customer":
      return <Customer field={field} row={row} />;
    case "phone":
      return text.includes("*") ? <>{text}</> : <a href={`tel:${text}`}>{text}</a>;
    case "email":
      return text.includes("*") ? <>{text}</> : <a href={`mailto:${text}`}>{text}</a>;
    case "url":
      return <WebLink to={text} />;
    default:
      return <>{text}</>;
  }
}
