/** Reads the defaults of the custom properties from the elements' shared style sheet. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Defaults {
  readonly light: ReadonlyMap<string, string>;
  readonly dark: ReadonlyMap<string, string>;
}

const FALLBACK = /var\((--etalase-[a-z]+), ([^()]+)\)/g;

const fallbacksIn = (css: string): Map<string, string> =>
  new Map(Array.from(css.matchAll(FALLBACK), ([, name = '', value = '']) => [name, value]));

export function readDefaults(project: string): Defaults {
  const styles = readFileSync(join(project, 'src/elements/base/element.styles.ts'), 'utf8');
  const [lightStyles = '', darkStyles = ''] = styles.split("[data-theme='dark']");
  const light = fallbacksIn(lightStyles);
  return { light, dark: new Map([...light, ...fallbacksIn(darkStyles)]) };
}
