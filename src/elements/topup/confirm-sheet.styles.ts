import { css } from 'lit';

/** Styles of a tracked order and of the confirmation sheet. */
export const topupSheetStyles = css`
  .order:focus,
  .state:focus {
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
    flex: 1;
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
    flex-wrap: wrap;
    align-items: baseline;
    padding: 8px 0 0;
  }
  dt {
    max-width: 100%;
    padding-right: 12px;
    overflow-wrap: anywhere;
  }
  dd {
    flex: 1 1 auto;
    font-weight: 600;
  }
  dd[part='nickname'] {
    color: var(--success);
  }
  dd .not-found {
    color: var(--danger);
  }
  .unchecked {
    margin-top: 8px;
  }
  .order > .actions {
    display: grid;
    grid-gap: 8px;
    justify-items: center;
    padding-top: 16px;
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
