import { Dropdown, type MenuProps } from "antd";
import { useState, type ReactElement, type ReactNode } from "react";

export interface OpeningProps {
  menu?: MenuProps;
  /** Anything instead of a menu; it may close itself. */
  panel?: (close: () => void) => ReactNode;
}

/** Opens at once, because it is first drawn when it is asked for. */
export default function OpeningDropdown({ menu, panel, children }: OpeningProps & { children: ReactElement }) {
  const [open, setOpen] = useState(true);
  return (
    <Dropdown
      {...(menu && { menu })}
      {...(panel && { popupRender: () => panel(() => setOpen(false)) })}
      autoFocus
      open={open}
      onOpenChange={setOpen}
      trigger={["click"]}
      placement="bottomRight"
    >
      {children}
    </Dropdown>
  );
}
