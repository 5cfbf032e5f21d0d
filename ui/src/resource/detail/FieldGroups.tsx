import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf } from "@/resource/table/tableColumns";
import type { RecordRow, Resource, Values } from "@/resource/types";
import { useTellFailure } from "@/shared/ui/useTell";
import styles from "./FieldGroups.module.css";
import { InlineField } from "./InlineField";

export interface Group {
  /** The text's key; with `words`, the words themselves. */
  title: string;
  words?: boolean;
  names: readonly string[];
}

interface Props<Row extends RecordRow> {
  resource: Resource<Row>;
  row: Row;
  groups: readonly Group[];
  reveal?: ((id: number) => Promise<Record<string, unknown>>) | undefined;
}

/** The record's fields in groups; each can be changed where it stands. */
export function FieldGroups<Row extends RecordRow>({ resource, row, groups, reveal }: Props<Row>) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const [revealed, setRevealed] = useState<Values>({});
  const may = row.actions?.includes("reveal") ?? false;
  const show = reveal && may ? () => void reveal(row.id).then(setRevealed, tell) : undefined;
  return groups.map(({ title, words, names }) => (
    <div key={title} className={styles["group"]}>
      <h2>{words ? title : t(title)}</h2>
      {names.map((name) => (
        <InlineField key={name} resource={resource} row={row} field={fieldOf(resource.fields, name)} revealed={revealed[name]} onReveal={show} />
      ))}
    </div>
  ));
}
