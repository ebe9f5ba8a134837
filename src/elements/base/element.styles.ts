import { css } from 'lit';

/** Design tokens, and the styles that every element needs: states, buttons, focus, skeletons. */
export const sharedStyles = css`
  :host {
    display: block;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  /* The page's text properties end here, whatever they are. Its size settings and visibility do not. */
  .etalase {
    all: initial;
    display: block;
    box-sizing: border-box;
    visibility: inherit;
    pointer-events: inherit;
    -webkit-text-size-adjust: inherit;
    text-size-adjust: inherit;
    --accent: var(--etalase-accent, #0a7a5c);
    --accent-text: var(--derived-accent-text, var(--accent));
    --on-accent: var(--derived-on-accent, #fff);
    --surface: var(--etalase-surface, #fff);
    --text: var(--etalase-text, #191d1f);
    --muted: var(--etalase-muted, #5b666c);
    --line: var(--etalase-line, #e3e8ea);
    --danger: var(--etalase-danger, #c42b2b);
    --success: var(--etalase-success, #177a3c);
    --tone: #f0f4f5;
    --radius: var(--etalase-radius, 12px);
    --gap: var(--etalase-gap, 12px);
    position: relative;
    color: var(--text);
    background: var(--surface);
    color-scheme: light;
    font-family: var(--etalase-font, inherit);
    font-size: 14px;
    line-height: 20px;
    /* Invisible. Their transitions report that the page has changed a colour; see contrast.ts. */
    outline: 0 solid var(--accent);
    column-rule-color: var(--surface);
    transition:
      outline-color 1ms,
      column-rule-color 1ms;
    -webkit-tap-highlight-color: transparent;
  }
  .etalase[data-theme='dark'] {
    --accent: var(--etalase-accent, #4fd1a5);
    --on-accent: var(--derived-on-accent, #06251b);
    --surface: var(--etalase-surface, #14181a);
    --text: var(--etalase-text, #eceff0);
    --muted: var(--etalase-muted, #a0abb0);
    --line: var(--etalase-line, #2c3438);
    --danger: var(--etalase-danger, #ff8f87);
    --success: var(--etalase-success, #69d58b);
    --tone: #20272a;
    color-scheme: dark;
  }
  /* The page's own arrangement keeps the page's text. */
  .etalase[data-bare] {
    all: unset;
    display: block;
    outline: 0 solid var(--accent);
    column-rule-color: var(--surface);
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
  a {
    color: inherit;
    text-decoration: none;
  }
  :focus {
    outline: 2px solid var(--accent-text);
    outline-offset: 2px;
  }
  :focus:not(:focus-visible) {
    outline: none;
  }
  h2,
  p {
    margin: 0;
  }
  .heading {
    font-size: 16px;
    line-height: 24px;
    font-weight: 700;
  }
  .button {
    min-height: 44px;
    padding: 0 20px;
    border: 1px solid;
    border-radius: var(--radius);
    color: var(--accent-text);
    font-weight: 600;
  }
  .button:hover,
  .button:active {
    background: var(--tone);
  }
  .state {
    display: grid;
    grid-gap: 12px;
    justify-items: center;
    padding: 32px 16px;
    text-align: center;
    color: var(--muted);
  }
  .state strong {
    color: var(--text);
    font-weight: 600;
  }
  .state svg {
    width: 40px;
    height: 40px;
  }
  .stale {
    margin-bottom: 12px;
    padding: 4px 8px;
    border-radius: var(--radius);
    font-size: 12px;
    line-height: 18px;
    text-align: center;
    color: var(--muted);
    background: var(--tone);
  }
  .link {
    min-height: 44px;
    margin: -13px 0;
    padding: 0 8px;
    font-weight: 600;
    color: var(--accent-text);
  }
  .skeleton-shape {
    border-radius: 6px;
    background: var(--tone);
    animation: breathe 1.2s ease-in-out infinite alternate;
  }
  @keyframes breathe {
    to {
      opacity: 0.5;
    }
  }
  svg.icon {
    display: block;
    width: 24px;
    height: 24px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip: rect(0 0 0 0);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    /* A duration would make a transition of every change of a style, also of the layout. */
    :not(.etalase),
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
`;
