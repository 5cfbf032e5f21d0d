import { Watermark } from "antd";
import { useMe } from "@/shared/session/session";
import { useNow } from "@/shared/ui/useNow";
import styles from "./Shell.module.css";

/** Who is looking, over every screen that shows phones: a photograph of it tells whose it was. */
export default function Watermarks() {
  const { name, login } = useMe();
  const now = useNow();
  return (
    <Watermark className={styles["watermarks"] ?? ""} content={[`${name} ${login}`, now.toLocaleDateString("sv")]} font={{ color: "rgb(128 128 128 / 14%)", fontSize: 13 }} gap={[120, 110]} rotate={-18}>
      <div className={styles["watermarks"]} aria-hidden="true" />
    </Watermark>
  );
}
