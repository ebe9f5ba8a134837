import { css } from 'lit';

/** Styles of a tracked order and of the confirmation sheet. */
export const topupSheetStyles = css`
  .order:focus {
    outline: none;
  }
  .order {
    max-width: 480px;
    margin: 0 auto;
    padding: 8px 0 16px;
  }
  .order > .summary {
    margin-bottom: 20px;
  }
  .summary {
    display: flex;
    align-items: center;
  }
  .summary .avatar {
    width: 48px;
    height: 48px;
    margin-right: 12px;
    font-size: 20px;
  }
  .item-words {
    display: grid;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .item-words strong {
    font-size: 16px;
    line-height: 22px;
  }
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
  }
  .facts > div {
    align-items: baseline;
    padding: 8px 0 0;
  }
  dt {
    max-width: 50%;
    padding-right: 12px;
    overflow-wrap: anywhere;
  }
  dd {
    font-weight: 600;
  }
  dd[part='nickname'] {
    color: var(--success);
  }
  dd[part='cost'] {
    color: var(--accent-text);
    font-size: 16px;
    font-weight: 700;
  }
  .skeleton-fact {
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
