import DeleteOutlined from "@ant-design/icons/DeleteOutlined";
import DownloadOutlined from "@ant-design/icons/DownloadOutlined";
import WarningOutlined from "@ant-design/icons/WarningOutlined";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { When } from "@/shared/ui/When";
import { contentPath, thumbnailPath, useRemoveFile, type StoredFile } from "./files";
import { FileMark } from "./FileMark";
import styles from "./Files.module.css";
import { sizeText } from "./sizes";

interface Props {
  files: readonly StoredFile[];
  /** Who added each and when, where nothing around it says so. */
  signed?: boolean;
}

/** Files with what can be done to each. Pictures and PDF open in a page of their own, all else is saved. */
export function FileList({ files, signed = false }: Props) {
  if (files.length === 0) return null;
  return (
    <ul className={styles["list"]}>
      {files.map((file) => (
        <li key={file.id} className={styles["file"]}>
          <One file={file} signed={signed} />
        </li>
      ))}
    </ul>
  );
}

function One({ file, signed }: { file: StoredFile; signed: boolean }) {
  const { t } = useTranslation();
  const { remove, busy } = useRemoveFile();
  const { id, name, size, opens, risky, actions, picture, added_by_name: by, added_at: at } = file;
  const link = opens ? { target: "_blank", rel: "noopener" } : { download: name };
  const shape = picture && !signed ? { "data-large": true } : {};
  return (
    <>
      <a className={styles["mark"]} href={contentPath(id, !opens)} {...link} {...shape} tabIndex={-1} aria-hidden="true">
        {picture && !signed ? <Large file={file} /> : <FileMark file={file} />}
      </a>
      <span className={styles["about"]}>
        <a href={contentPath(id, !opens)} {...link} title={name}>
          {name}
        </a>
        <small>
          {sizeText(size)}
          {signed && (
            <>
              {" · "}
              {by} · <When at={at} />
            </>
          )}
        </small>
        {risky && (
          <small className={styles["risky"]}>
            <WarningOutlined /> {t("files.risky")}
          </small>
        )}
      </span>
      <span className={styles["verbs"]}>
        <Button size="small" type="text" icon={<DownloadOutlined />} href={contentPath(id, true)} download={name} aria-label={`${t("files.download")} ${name}`} title={t("files.download")} />
        {actions.includes("remove") && (
          <Button size="small" type="text" icon={<DeleteOutlined />} loading={busy} onClick={() => remove(file)} aria-label={`${t("files.remove")} ${name}`} title={t("files.remove")} />
        )}
      </span>
    </>
  );
}

const TALLEST = 160;

/** On the timeline a picture is looked at where it stands; its place is kept until it has come. */
function Large({ file: { id, picture } }: { file: StoredFile }) {
  const { width, height } = picture ?? { width: 1, height: 1 };
  const scale = Math.min(1, TALLEST / height, 240 / width);
  return <img className={styles["large"]} src={thumbnailPath(id)} alt="" width={Math.round(width * scale)} height={Math.round(height * scale)} loading="lazy" />;
}
