import { Dropdown, type DropdownProps } from "antd";
import { useState } from "react";

/** Opens at once, because it is first drawn when it is asked for. */
export default function OpeningDropdown(props: Pick<DropdownProps, "menu" | "popupRender" | "children">) {
  const [open, setOpen] = useState(true);
  const { popupRender } = props;
  const close = (): void => setOpen(false);
  return (
    <Dropdown
      {...props}
      {...(popupRender && { popupRender: (node) => <div onClickCapture={(event) => closesOn(event.target, close)}>{popupRender(node)}</div> })}
      autoFocus
      open={open}
      onOpenChange={setOpen}
      trigger={["click"]}
      placement="bottomRight"
    />
  );
}

/** A click on something marked `data-closes` ends the panel it stands in. */
function closesOn(target: EventTarget, close: () => void): void {
  if (target instanceof Element && target.closest("[data-closes]")) close();
}
