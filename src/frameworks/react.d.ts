/** The elements in JSX of React 19. `import 'etalase/react'` registers them, as `etalase/define` does. */
import type { ClassAttributes, HTMLAttributes } from 'react';
import type { EtalaseAttributes } from '../../dist/elements.js';
import '../../dist/lib/define.js';
import type { EtalaseEvents } from './events.js';

/** React listens to `etalase-buy` by `onetalase-buy`. */
type Listeners = {
  [Name in keyof EtalaseEvents as `on${Name}`]?: ((event: EtalaseEvents[Name]) => void) | undefined;
};

type Props<Tag extends keyof EtalaseAttributes> = EtalaseAttributes[Tag] &
  Listeners &
  ClassAttributes<HTMLElementTagNameMap[Tag]> &
  Omit<HTMLAttributes<HTMLElementTagNameMap[Tag]>, keyof EtalaseAttributes[Tag]>;

type Elements = { [Tag in keyof EtalaseAttributes]: Props<Tag> };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
