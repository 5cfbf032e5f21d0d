import ArrowDownOutlined from "@ant-design/icons/ArrowDownOutlined";
import ArrowUpOutlined from "@ant-design/icons/ArrowUpOutlined";
import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { worded } from "@/resource/custom/definitions";
import type { DraftOption } from "./draft";
import styles from "./Fields.module.css";

interface Props {
  id: string;
  options: readonly DraftOption[];
  onChange: (options: readonly DraftOption[]) => void;
}

function move<One>(list: readonly One[], from: number, to: number): One[] {
  const next = [...list];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

/** Options by name: renamed, moved, retired; a new one at the end. */
export function OptionsEditor({ id, options, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  // a new option has no id yet, and typing must not lose its place
  const [keys, setKeys] = useState(() => options.map((_, place) => place));
  const put = (place: number, part: Partial<DraftOption>): void => onChange(options.map((one, at) => (at === place ? { ...one, ...part } : one)));
  const shift = (from: number, to: number): void => {
    setKeys(move(keys, from, to));
    onChange(move(options, from, to));
  };
  const drop = (place: number): void => {
    setKeys(keys.filter((_, at) => at !== place));
    onChange(options.filter((_, at) => at !== place));
  };
  const add = (): void => {
    setKeys([...keys, Math.max(-1, ...keys) + 1]);
    onChange([...options, { id: "", labels: {}, retired: false }]);
  };
  return (
    <div className={styles["options"]}>
      {options.map((option, place) => {
        const label = worded(option.labels, language);
        return (
          <div key={keys[place] ?? place} className={styles["option"]}>
            <Input
              {...(place === 0 && { id })}
              aria-label={`${t("screens.fields.optionName")} ${place + 1}`}
              value={option.labels[language] ?? label}
              maxLength={60}
              disabled={option.retired}
              suffix={option.retired ? <small>{t("screens.fields.retired")}</small> : <span />}
              onChange={(event) => put(place, { labels: { ...option.labels, [language]: event.target.value } })}
            />
            <Button size="small" type="text" icon={<ArrowUpOutlined />} disabled={place === 0} aria-label={`${t("screens.fields.optionUp")} ${label}`} onClick={() => shift(place, place - 1)} />
            <Button size="small" type="text" icon={<ArrowDownOutlined />} disabled={place === options.length - 1} aria-label={`${t("screens.fields.optionDown")} ${label}`} onClick={() => shift(place, place + 1)} />
            {option.id ? (
              <Button size="small" type="text" onClick={() => put(place, { retired: !option.retired })}>
                {t(option.retired ? "screens.fields.revive" : "screens.fields.retire")}
              </Button>
            ) : (
              <Button size="small" type="text" onClick={() => drop(place)}>
                {t("screens.fields.removeOption")}
              </Button>
            )}
          </div>
        );
      })}
      <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={add}>
        {t("screens.fields.addOption")}
      </Button>
    </div>
  );
}
