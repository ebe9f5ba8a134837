/** The look that a designer has chosen stays when another page is chosen; the page's pieces do not. */
import type { Design } from './choice.js';
import type { Entries } from './entries.js';

export function carryOver(now: Design, base: Design, next: Design): Design {
  return {
    ...next,
    attributes: { ...next.attributes, ...changed(now.attributes, base.attributes) },
    texts: { ...next.texts, ...changed(now.texts, base.texts) },
    properties: { ...next.properties, ...changed(now.properties, base.properties) },
    preset: now.preset === base.preset ? next.preset : now.preset,
  };
}

const changed = (now: Entries, base: Entries): Entries =>
  Object.fromEntries(Object.entries(now).filter(([name, value]) => base[name] !== value));
