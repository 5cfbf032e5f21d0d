import { useTranslation } from "react-i18next";
import { isBlank } from "@/resource/FieldValue";
import { fieldLabel } from "@/resource/texts";
import type { Column, RecordRow, Resource, Values } from "@/resource/types";
import { recordPath } from "@/shared/records";
import { PathLink } from "@/shared/ui/PathLink";
import styles from "./CardList.module.css";
import { Cell } from "./tableColumns";

interface Props<Row extends RecordRow> {
  resource: Resource<Row>;
  rows: Row[];
  columns: readonly Column<Row>[];
}

function Card<Row extends RecordRow>({ resource, row, columns }: Omit<Props<Row>, "rows"> & { row: Row }) {
  const { t } = useTranslation();
  const path = resource.get ? recordPath(resource.kind, row.id) : null;
  const said = columns.filter(({ card, name, render }) => card && (render || !isBlank((row as unknown as Values)[name])));
  const mark = said.find(({ card }) => card === "mark");
  const line = said.find(({ card }) => card === "line");
  const facts = said.filter(({ card }) => card === "fact");
  const title = resource.title(row);
  return (
    <li className={styles["card"]}>
      <div className={styles["head"]}>
        {path ? <PathLink to={path} className={styles["title"]}>{title}</PathLink> : <b>{title}</b>}
        {mark && <Cell resource={resource} column={mark} row={row} />}
      </div>
      {line && (
        <div className={styles["second"]}>
          <Cell resource={resource} column={line} row={row} />
        </div>
      )}
      <dl className={styles["facts"]}>
        {facts.map((column) => (
          <div key={column.name}>
            <dt>{fieldLabel(t, resource.kind, column.name)}</dt>
            <dd>
              <Cell resource={resource} column={column} row={row} />
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

/** The list as cards, on a phone. */
export function CardList<Row extends RecordRow>({ resource, rows, columns }: Props<Row>) {
  return (
    <ul className={styles["list"]}>
      {rows.map((row) => (
        <Card key={row.id} resource={resource} row={row} columns={columns} />
      ))}
    </ul>
  );
}
