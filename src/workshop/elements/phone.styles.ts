import { css } from 'lit';

export const phoneStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 12px;
    height: 100%;
    min-height: 0;
  }
  .toggles {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    justify-content: center;
  }
  .toggles .chip {
    padding: 0 12px;
    font-size: 14px;
  }
  .toggles .chip[disabled] {
    opacity: 0.5;
    cursor: default;
  }
  .note {
    font-size: 13px;
    line-height: 18px;
    text-align: center;
    color: var(--muted);
  }
  .phone {
    position: relative;
    flex: 1;
    width: 100%;
    max-width: 376px;
    min-height: 420px;
    max-height: 756px;
    margin: 0 auto;
    padding: 7px;
    border: 1px solid var(--control-line);
    border-radius: 32px;
    background: var(--bezel);
  }
  .phone.wide {
    max-width: none;
  }
  iframe {
    display: block;
    width: 100%;
    height: 100%;
    border: 0;
    border-radius: 25px;
    background: #fff;
  }
  .dark iframe {
    background: #121212;
  }
  .nothing {
    display: grid;
    gap: 12px;
    align-content: center;
    justify-items: center;
    width: 100%;
    height: 100%;
    padding: 24px;
    border-radius: 25px;
    background: var(--surface);
    text-align: center;
    color: var(--muted);
  }
  .nothing h3 {
    color: var(--text);
    font-size: 16px;
  }
  @media (max-width: 899px) {
    .toggles .of-wide {
      display: none;
    }
    .phone {
      flex: none;
      height: calc(100vh - 250px);
      max-width: 376px;
    }
    .phone:not(.wide) {
      padding: 0;
      border-radius: 16px;
    }
    .phone:not(.wide) iframe,
    .phone:not(.wide) .nothing {
      border-radius: 15px;
    }
  }
`;
