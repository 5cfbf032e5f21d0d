import FileExcelOutlined from "@ant-design/icons/FileExcelOutlined";
import FileOutlined from "@ant-design/icons/FileOutlined";
import FilePdfOutlined from "@ant-design/icons/FilePdfOutlined";
import FilePptOutlined from "@ant-design/icons/FilePptOutlined";
import FileTextOutlined from "@ant-design/icons/FileTextOutlined";
import FileWordOutlined from "@ant-design/icons/FileWordOutlined";
import FileZipOutlined from "@ant-design/icons/FileZipOutlined";
import { thumbnailPath, type StoredFile } from "./files";
import styles from "./Files.module.css";

const ICONS: readonly (readonly [RegExp, typeof FileOutlined])[] = [
  [/\.pdf$/i, FilePdfOutlined],
  [/\.(xlsx?|xlsm|csv)$/i, FileExcelOutlined],
  [/\.(docx?|docm|wps)$/i, FileWordOutlined],
  [/\.(pptx?|pptm)$/i, FilePptOutlined],
  [/\.(zip|rar|7z|gz|tar)$/i, FileZipOutlined],
  [/\.(txt|md|log)$/i, FileTextOutlined],
];

/** The picture itself, small, or a sign for what it is. */
export function FileMark({ file: { id, name, picture } }: { file: StoredFile }) {
  if (picture) return <img className={styles["thumb"]} src={thumbnailPath(id)} alt="" width={44} height={44} loading="lazy" />;
  const Icon = ICONS.find(([pattern]) => pattern.test(name))?.[1] ?? FileOutlined;
  return (
    <span className={styles["sign"]} aria-hidden="true">
      <Icon />
    </span>
  );
}
