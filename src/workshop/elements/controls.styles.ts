import { css } from 'lit';

/** Fields, buttons and sentences that all parts of the workshop share. */
export const controlStyles = css`
  :host {
    display: block;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p {
    margin: 0;
  }
  button,
  select,
  input,
  textarea {
    margin: 0;
    font: inherit;
    color: inherit;
  }
  button {
    padding: 0;
    border: 0;
    background: none;
    cursor: pointer;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .field {
    display: block;
    margin-top: 16px;
  }
  .field:first-child {
    margin-top: 0;
  }
  .label {
    display: block;
    margin-bottom: 4px;
    font-weight: 600;
  }
  .hint {
    margin-top: 4px;
    font-size: 13px;
    line-height: 18px;
    color: var(--muted);
  }
  input:not([type='checkbox'], [type='range'], [type='color'], [type='radio']),
  select,
  textarea {
    width: 100%;
    min-height: 44px;
    padding: 10px 12px;
    border: 1px solid var(--control-line);
    border-radius: 10px;
    background: var(--surface);
    font-size: 16px;
    line-height: 22px;
  }
  select {
    padding-right: 8px;
  }
  .stop input:not([type='checkbox']) {
    border-color: var(--danger);
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 44px;
    padding: 8px 16px;
    border: 1px solid var(--control-line);
    border-radius: 10px;
    background: var(--surface);
    font-weight: 600;
    text-align: center;
    transition: background-color 150ms ease-out;
  }
  .button:hover {
    background: var(--tone);
  }
  .button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  .button.primary:hover {
    background: var(--accent-strong);
  }
  .quiet {
    min-height: 44px;
    padding: 0 8px;
    font-weight: 600;
    color: var(--accent);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-height: 44px;
    padding: 0 14px;
    border: 1px solid var(--control-line);
    border-radius: 999px;
    background: var(--surface);
    font-weight: 500;
    cursor: pointer;
  }
  .chip:hover {
    background: var(--tone);
  }
  .chip[aria-pressed='true'],
  .chip[aria-checked='true'] {
    border-color: var(--accent);
    background: var(--tint);
    color: var(--accent);
    font-weight: 600;
  }
  .check {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 44px;
    cursor: pointer;
  }
  .check input {
    flex: none;
    width: 20px;
    height: 20px;
    accent-color: var(--accent);
  }
  .finding {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    align-items: center;
    margin-top: 6px;
    font-size: 13px;
    line-height: 18px;
    color: var(--muted);
    overflow-wrap: anywhere;
  }
  .finding span {
    flex: 1 1 200px;
  }
  .finding::before {
    content: '';
    flex: none;
    align-self: flex-start;
    width: 8px;
    height: 8px;
    margin: 5px -4px 0 0;
    border-radius: 50%;
    background: var(--muted);
  }
  .finding.stop {
    color: var(--danger);
  }
  .finding.stop::before {
    background: var(--danger);
  }
  .finding.good {
    color: var(--success);
  }
  .finding.good::before {
    background: var(--success);
  }
  .mend {
    min-height: 44px;
    margin: -8px 0;
    padding: 0 8px;
    font-weight: 600;
    text-decoration: underline;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip: rect(0 0 0 0);
    white-space: nowrap;
  }
  svg.icon {
    display: block;
    flex: none;
    width: 20px;
    height: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
