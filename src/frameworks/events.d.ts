/** The elements' events by name. They bubble: an element also brings those of the elements inside it. */
import '../../dist/lib/index.js';

export type EtalaseEvents = {
  [
    Name in keyof GlobalEventHandlersEventMap as Name extends `etalase-${string}` ? Name : never
  ]: GlobalEventHandlersEventMap[Name];
};
