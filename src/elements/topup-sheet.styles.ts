import { css } from 'lit';

/** The confirmation sheet. */
export const topupSheetStyles = css`
  .panel .scroller {
    padding: 4px 16px 16px;
  }
  .panel .bar {
    flex: none;
    margin: 0;
    padding-right: 16px;
    padding-left: 16px;
  }
  .panel .bar .button {
    flex: 1;
  }
  .panel .bar .link {
    flex: 1;
    margin: 0 8px 0 0;
  }
  .panel [aria-disabled='true'] {
    opacity: 0.6;
    cursor: default;
  }
  .facts {
    margin: 12px 0 0;
    border-top: 1px solid var(--line);
  }
  .facts > div {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    padding: 8px 0 0;
  }
  dt {
    flex: none;
    max-width: 50%;
    padding-right: 12px;
    color: var(--muted);
    overflow-wrap: anywhere;
  }
  dd {
    min-width: 0;
    margin: 0;
    text-align: end;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  dd[part='nickname'] {
    color: var(--success);
  }
  dd[part='cost'] {
    color: var(--accent-text);
    font-size: 16px;
    font-weight: 700;
  }
  .bone-fact {
    display: block;
    width: 84px;
    height: 14px;
    margin: 3px 0;
  }
  .notice {
    color: var(--danger);
  }
  .notice:not(:empty) {
    margin-top: 12px;
  }
  .notice strong {
    display: block;
  }
  .notice .calm {
    color: var(--muted);
  }
  .panel .field {
    margin-top: 12px;
  }
  .etalase .pin {
    font-size: 20px;
    letter-spacing: 8px;
    -webkit-text-security: disc;
  }
  #pin-hint {
    margin-top: 4px;
  }
  @media (min-width: 768px) {
    .panel {
      width: min(480px, 94%);
    }
    .panel .scroller {
      padding-right: 24px;
      padding-left: 24px;
    }
    .panel .bar {
      padding-right: 24px;
      padding-left: 24px;
    }
  }
`;
