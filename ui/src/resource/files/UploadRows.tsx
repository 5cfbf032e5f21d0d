import CloseOutlined from "@ant-design/icons/CloseOutlined";
import { Button, Progress } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./Files.module.css";
import { sizeText } from "./sizes";
import type { Uploads } from "./useUploads";

/** What is on its way: how far, what went wrong, stop or try again. */
export function UploadRows({ uploads: { items, retry, drop } }: { uploads: Uploads }) {
  const { t } = useTranslation();
  if (items.length === 0) return null;
  return (
    <ul className={styles["uploads"]} aria-label={t("files.uploadsTitle")}>
      {items.map(({ key, name, file, sent, state, wrong, retry: again }) => (
        <li key={key} data-state={state}>
          <span className={styles["about"]}>
            <span className={styles["name"]} title={name}>
              {name} <small>{sizeText(file.size)}</small>
            </span>
            {state === "sending" && <Progress size="small" percent={Math.round(sent * 100)} aria-label={t("files.progress", { name })} />}
            {state === "failed" && (
              <small className={styles["wrong"]} role="alert">
                {wrong}
              </small>
            )}
          </span>
          {state === "failed" && again && (
            <Button size="small" onClick={() => retry(key)}>
              {t("files.retry")}
            </Button>
          )}
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined />}
            onClick={() => drop(key)}
            aria-label={`${t(state === "sending" ? "files.cancel" : state === "done" ? "files.remove" : "files.dismiss")} ${name}`}
          />
        </li>
      ))}
    </ul>
  );
}
