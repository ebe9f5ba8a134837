/** The elements in templates of Vue 3. `import 'etalase/vue'` registers them, as `etalase/define` does. */
import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { EtalaseAttributes } from '../../dist/elements.js';
import '../../dist/lib/define.js';
import type { EtalaseEvents } from './events.js';

/** Render functions listen to `etalase-buy` by `onEtalase-buy`. */
type Listeners = {
  [Name in keyof EtalaseEvents as `on${Capitalize<Name>}`]?:
    ((event: EtalaseEvents[Name]) => void) | undefined;
};

type Component<Tag extends keyof EtalaseAttributes> = new () => HTMLElementTagNameMap[Tag] & {
  $props: EtalaseAttributes[Tag] &
    Listeners &
    PublicProps &
    Omit<HTMLAttributes, keyof EtalaseAttributes[Tag]>;
  $emit: EmitFn<{ [Name in keyof EtalaseEvents]: (event: EtalaseEvents[Name]) => void }>;
};

type Elements = { [Tag in keyof EtalaseAttributes]: Component<Tag> };

declare module 'vue' {
  interface GlobalComponents extends Elements {}
}
