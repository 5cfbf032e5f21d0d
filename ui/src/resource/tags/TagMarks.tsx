import { Tag } from "antd";
import styles from "./Tags.module.css";
import { useTags } from "./useTags";

/** Tags as small marks: by their ids, or by the names that an old entry of a timeline tells. One that is gone has none. */
export function TagMarks({ tags }: { tags: readonly (number | string)[] }) {
  const known = useTags();
  const names = tags.flatMap((one) => (typeof one === "string" ? one : (known.find(({ id }) => id === one)?.name ?? [])));
  return (
    <span className={styles["marks"]}>
      {names.map((name) => (
        <Tag key={name}>{name}</Tag>
      ))}
    </span>
  );
}
