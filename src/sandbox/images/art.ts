import { digital } from './digital.js';
import { fashion } from './fashion.js';
import { gadgets } from './gadgets.js';
import { home } from './home.js';
import { pantry } from './pantry.js';
import type { Tone } from './svg.js';

const drawings = { ...digital, ...fashion, ...pantry, ...gadgets, ...home };

/** The name of a drawing. */
export type Art = keyof typeof drawings;

export const isArt = (name: string): name is Art => Object.hasOwn(drawings, name);

/** Draws one object centred at (0, 0), within ±200. Only digital goods show the label. */
export const draw = (art: Art, tone: Tone, label: string): string => drawings[art](tone, label);

/** Every drawing's name. */
export const arts: readonly Art[] = Object.keys(drawings).filter(isArt);
