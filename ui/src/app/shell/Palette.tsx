import SearchOutlined from "@ant-design/icons/SearchOutlined";
import { useNavigate } from "@tanstack/react-router";
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { splitPath } from "@/shared/urlSearch";
import { Marked } from "./Marked";
import styles from "./Palette.module.css";
import { usePaletteOffers, type Offer } from "./usePaletteOffers";

interface RowProps {
  offer: Offer;
  active: boolean;
  onPick: (offer: Offer) => void;
  onPoint: () => void;
}

function Row({ offer, active, onPick, onPoint }: RowProps) {
  return (
    // the keys are those of the box, which stays focused
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={`offer-${offer.key}`}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className={styles["row"]}
      onMouseMove={onPoint}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onPick(offer)}
    >
      <span className={styles["title"]}><Marked text={offer.title} marks={offer.marks} /></span>
      <span className={styles["subtitle"]}><Marked text={offer.subtitle} marks={offer.marks} /></span>
      <span className={styles["group"]}>{offer.group}</span>
    </div>
  );
}

/** The browser's own dialog: it takes the keyboard at once, so that nothing typed after ⌘K is lost. */
function useDialog(onClose: () => void): { dialog: RefObject<HTMLDialogElement | null>; onBackdrop: (event: MouseEvent) => void } {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return { dialog, onBackdrop: ({ target }) => target === dialog.current && onClose() };
}

/** Finds any record, opens any place, starts any action; all from the keyboard. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const { dialog, onBackdrop } = useDialog(onClose);
  const { offers, searching } = usePaletteOffers(text);
  const active = Math.min(at, offers.length - 1);
  const pick = (offer: Offer | undefined): void => {
    if (!offer) return;
    onClose();
    void navigate(splitPath(offer.to) as never);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setAt((active + step + offers.length) % Math.max(offers.length, 1));
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) pick(offers[active]);
  };
  const type = (value: string): void => {
    setText(value);
    setAt(0);
  };
  return (
    // a press beside the dialog closes it; Escape does the same for the keyboard
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <dialog ref={dialog} className={styles["dialog"]} aria-label={t("shell.search.label")} onClose={onClose} onClick={onBackdrop}>
      <label className={styles["input"]}>
        <SearchOutlined />
        <input
          autoFocus
          placeholder={t("shell.search.placeholder")}
          aria-label={t("shell.search.label")}
          role="combobox"
          aria-expanded
          aria-controls="offers"
          aria-activedescendant={offers[active] ? `offer-${offers[active].key}` : undefined}
          autoComplete="off"
          value={text}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      <div id="offers" role="listbox" aria-label={t("shell.search.label")} className={styles["list"]}>
        {offers.map((offer, index) => (
          <Row key={offer.key} offer={offer} active={index === active} onPick={pick} onPoint={() => setAt(index)} />
        ))}
      </div>
      {offers.length === 0 && (
        <p className={styles["none"]} role="status">
          {searching ? t("shell.search.searching") : t("shell.search.none", { text })}
        </p>
      )}
    </dialog>
  );
}
