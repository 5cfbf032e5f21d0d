import { Button, type MenuProps } from "antd";
import type { ReactNode } from "react";
import { Opening } from "./Opening";

interface Props {
  label: string;
  icon: ReactNode;
  items: NonNullable<MenuProps["items"]>;
  selected?: string;
  onPick: (key: string) => void;
}

/** A quiet button with a menu under it. */
export function IconMenu({ label, icon, items, selected, onPick }: Props) {
  const menu: MenuProps = { items, onClick: ({ key }) => onPick(key), selectable: selected !== undefined };
  if (selected !== undefined) menu.selectedKeys = [selected];
  return (
    <Opening menu={menu}>
      <Button type="text" icon={icon} aria-label={label} title={label} aria-haspopup="menu" />
    </Opening>
  );
}
