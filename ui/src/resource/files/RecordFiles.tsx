import { createContext, useContext, useEffect, useState, type DragEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useRefresh } from "@/resource/useRecord";
import { useMay } from "@/shared/session/session";
import type { About } from "./files";
import styles from "./Files.module.css";
import { UploadRows } from "./UploadRows";
import { useUploads, type Uploads } from "./useUploads";

const OfPage = createContext<Uploads | null>(null);

/** The uploads of the record page that this stands on. */
export const usePageUploads = (): Uploads | null => useContext(OfPage);

const carries = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes("Files");

interface Props {
  about: About;
  title: string;
  children: ReactNode;
}

/** A record's page takes what is dropped on it or pasted into it. Where somebody writes a comment, that takes it. */
export function RecordFiles({ about, title, children }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  const refresh = useRefresh();
  const allowed = may("file.add");
  const uploads = useUploads({ about, waiting: false, onArrived: () => refresh("file") });
  const [over, setOver] = useState(false);
  const { add } = uploads;
  useEffect(() => {
    if (!allowed) return;
    const onPaste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || event.defaultPrevented) return;
      event.preventDefault();
      add(files);
    };
    addEventListener("paste", onPaste);
    return () => removeEventListener("paste", onPaste);
  }, [allowed, add]);
  if (!allowed) return children;
  return (
    <OfPage value={uploads}>
      {/* dropping is one more way: the button in the files panel does the same */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        className={styles["page"]}
        onDragEnter={(event) => carries(event) && setOver(true)}
        onDragOver={(event) => carries(event) && event.preventDefault()}
        onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}
        onDrop={(event) => {
          setOver(false);
          if (!carries(event) || event.defaultPrevented) return;
          event.preventDefault();
          add([...event.dataTransfer.files]);
        }}
      >
        {over && <div className={styles["over"]}>{t("files.drop", { title })}</div>}
        {children}
        {uploads.items.length > 0 && (
          <div className={styles["tray"]}>
            <UploadRows uploads={uploads} />
          </div>
        )}
      </div>
    </OfPage>
  );
}
