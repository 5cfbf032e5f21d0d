import PaperClipOutlined from "@ant-design/icons/PaperClipOutlined";
import { Button } from "antd";
import { useRef } from "react";

interface Props {
  label: string;
  /** Only the paper clip; the label is for who cannot see it. */
  bare?: boolean;
  onPick: (files: readonly File[]) => void;
}

/** Opens the device's own choice of files; on a phone that is its camera too. */
export function PickFiles({ label, bare = false, onPick }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label}
        onChange={({ target }) => {
          onPick([...(target.files ?? [])]);
          target.value = ""; // the same file can be chosen again
        }}
      />
      <Button size="small" type={bare ? "text" : "default"} icon={<PaperClipOutlined />} onClick={() => input.current?.click()} aria-label={label} title={bare ? label : undefined}>
        {bare ? null : label}
      </Button>
    </>
  );
}
