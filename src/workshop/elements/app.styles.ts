import { css } from 'lit';

export const appStyles = css`
  :host {
    --accent: #0a7a5c;
    --accent-strong: #086349;
    --on-accent: #fff;
    --tint: #e8f5f0;
    --surface: #fff;
    --ground: #f5f7f7;
    --text: #191d1f;
    --muted: #5b666c;
    --line: #e3e8ea;
    --control-line: #c9d1d4;
    --tone: #f0f4f5;
    --danger: #c42b2b;
    --success: #177a3c;
    --value: #8a4b08;
    --bezel: #191d1f;
    display: block;
    min-height: 100vh;
    background: var(--ground);
    color: var(--text);
    color-scheme: light;
    font-family:
      system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      sans-serif;
    font-size: 15px;
    line-height: 22px;
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --accent: #4fd1a5;
      --accent-strong: #74dcb9;
      --on-accent: #06251b;
      --tint: #143029;
      --surface: #1b2124;
      --ground: #121618;
      --text: #eceff0;
      --muted: #a0abb0;
      --line: #2c3438;
      --control-line: #3d484d;
      --tone: #252d31;
      --danger: #ff8f87;
      --success: #69d58b;
      --value: #e5b567;
      --bezel: #000;
      color-scheme: dark;
    }
  }
  header {
    position: sticky;
    top: 0;
    z-index: 3;
    display: flex;
    align-items: center;
    gap: 8px 12px;
    padding: 8px 16px;
    border-bottom: 1px solid var(--line);
    background: var(--surface);
  }
  .brand {
    flex: 1;
    min-width: 0;
  }
  h1 {
    font-size: 18px;
    line-height: 24px;
    letter-spacing: -0.2px;
  }
  .brand p {
    overflow: hidden;
    font-size: 13px;
    line-height: 18px;
    color: var(--muted);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .languages {
    display: flex;
    border-radius: 10px;
  }
  .languages button {
    min-width: 44px;
    min-height: 44px;
    color: var(--muted);
    font-weight: 600;
  }
  .languages button[aria-pressed='true'] {
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 4px;
  }
  main {
    display: block;
    padding: 12px 12px 96px;
  }
  .card {
    margin-bottom: 12px;
    border: 1px solid var(--line);
    border-radius: 16px;
    background: var(--surface);
  }
  .card > summary {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 56px;
    padding: 0 16px;
    border-radius: 16px;
    cursor: pointer;
    list-style: none;
  }
  .card > summary::-webkit-details-marker {
    display: none;
  }
  .card h2 {
    flex: 1;
    font-size: 16px;
    line-height: 24px;
  }
  .card > summary .icon {
    color: var(--muted);
    transition: transform 150ms ease-out;
  }
  .card[open] > summary .icon {
    transform: rotate(180deg);
  }
  .card > .inside {
    padding: 0 16px 16px;
  }
  .view[hidden] {
    display: none;
  }
  .tabs {
    position: fixed;
    right: 0;
    bottom: 0;
    left: 0;
    z-index: 3;
    display: flex;
    border-top: 1px solid var(--line);
    background: var(--surface);
  }
  .tabs button {
    flex: 1;
    min-height: 56px;
    color: var(--muted);
    font-weight: 600;
  }
  .tabs button[aria-selected='true'] {
    box-shadow: inset 0 2px 0 var(--accent);
    color: var(--accent);
  }
  .notes {
    margin-bottom: 12px;
    padding: 16px;
    border: 1px solid var(--control-line);
    border-radius: 16px;
    background: var(--surface);
  }
  .notes h2 {
    font-size: 15px;
  }
  .notes ul {
    margin: 8px 0;
    padding-left: 20px;
    overflow-wrap: anywhere;
  }
  textarea {
    min-height: 140px;
    font-family: ui-monospace, monospace;
    font-size: 13px;
  }
  .read {
    margin-top: 12px;
  }
  .toast {
    position: fixed;
    right: 16px;
    bottom: 72px;
    left: 16px;
    z-index: 4;
    max-width: 440px;
    margin: 0 auto;
    padding: 12px 16px;
    border-radius: 12px;
    background: var(--text);
    color: var(--surface);
    text-align: center;
  }
  .toast:empty {
    display: none;
  }
  @media (max-width: 479px) {
    header {
      flex-wrap: wrap;
    }
    .copy {
      flex: 1 0 100%;
    }
  }
  @media (min-width: 900px) {
    header {
      padding: 10px 24px;
    }
    main {
      display: grid;
      grid-template-columns: minmax(380px, 520px) minmax(400px, 1fr);
      gap: 24px;
      max-width: 1280px;
      margin: 0 auto;
      padding: 24px;
    }
    .stage {
      position: sticky;
      top: 90px;
      display: flex;
      flex-direction: column;
      height: calc(100vh - 114px);
      min-height: 520px;
    }
    .stage .view:not([hidden]) {
      flex: 1;
      min-height: 0;
      overflow: auto;
    }
    .stage .tabs {
      position: static;
      align-self: center;
      margin-bottom: 12px;
      border: 1px solid var(--line);
      border-radius: 12px;
      overflow: hidden;
    }
    .stage .tabs button {
      min-width: 120px;
      min-height: 44px;
    }
    .tabs .of-form {
      display: none;
    }
    .toast {
      bottom: 24px;
    }
  }
`;
