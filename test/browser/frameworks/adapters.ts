/** React and Vue behind one interface, so that the same tests run in each. */
import { createApp, h, reactive } from 'vue';
import { createElement, createRoot, flushSync, StrictMode } from './react.js';

export interface View {
  readonly tag: string;
  readonly key?: string;
  /** Properties and listeners, as the framework's templates name them. */
  readonly props?: Readonly<Record<string, unknown>>;
  readonly children?: readonly View[];
}

export interface Mounted {
  render(view: View): Promise<void>;
  unmount(): void;
}

export interface Framework {
  /** The property by which it listens to an event. */
  listenerOf(this: void, event: string): string;
  mount(home: HTMLElement, view: View): Mounted;
}

const reactOf = ({ tag, key, props, children = [] }: View): ReturnType<typeof createElement> =>
  createElement(tag, { ...props, ...(key !== undefined && { key }) }, ...children.map(reactOf));

const react = (isStrict: boolean): Framework => ({
  listenerOf: (event) => `on${event}`,
  mount: (home, view) => {
    const root = createRoot(home);
    const show = (next: View) => {
      const tree = reactOf(next);
      flushSync(() => {
        root.render(isStrict ? createElement(StrictMode, null, tree) : tree);
      });
    };
    show(view);
    return {
      render: (next) => {
        show(next);
        return Promise.resolve();
      },
      unmount: () => root.unmount(),
    };
  },
});

const vueOf = ({ tag, key, props, children = [] }: View): ReturnType<typeof h> =>
  h(tag, { ...props, ...(key !== undefined && { key }) }, children.map(vueOf));

const vue: Framework = {
  // `@event` of a template becomes this where the name has capital letters or hyphens.
  listenerOf: (event) => `on:${event}`,
  mount: (home, view) => {
    const state = reactive({ view });
    const app = createApp({ render: () => vueOf(state.view) });
    app.mount(home);
    return {
      render: async (next) => {
        state.view = next;
        await new Promise(requestAnimationFrame);
      },
      unmount: () => app.unmount(),
    };
  },
};

export const FRAMEWORKS: readonly (readonly [string, Framework])[] = [
  ['React 19', react(false)],
  ['React 19 in StrictMode', react(true)],
  ['Vue 3', vue],
];
