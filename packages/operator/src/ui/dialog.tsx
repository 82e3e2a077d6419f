import type { DialogProps } from './dialog-box.tsx';
import { scriptAtRest, useLateScript } from './use-late-script.ts';

const box = scriptAtRest(() => import('./dialog-box.tsx'));

/** Over the page, which waits: focus stays within and comes back to where it was. */
export function Dialog(props: DialogProps) {
  const script = useLateScript(box, props.open);
  return script && <script.DialogBox {...props} />;
}
