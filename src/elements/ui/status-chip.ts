/** The status of a transaction or an order, as a chip. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** `good` and `bad` have a colour of their own, `plain` has the text's. */
export type Tone = 'good' | 'bad' | 'plain';

/** @param isLive a dot shows that the status may still change */
export const renderStatusChip = (text: string, tone: Tone, isLive = false): TemplateResult =>
  html`<span class="status ${tone} ${isLive ? 'live' : ''}" part="status" dir="auto"
    >${text}</span
  >`;
