import { css } from 'lit';

/** Styles of the remembered accounts, and of the shop's hint. */
export const accountFormStyles = css`
  .note {
    margin: 4px 0;
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  .accounts {
    display: flex;
    flex-wrap: wrap;
    margin: 0 -8px 8px 0;
    padding: 0;
    list-style: none;
  }
  .account {
    display: flex;
    max-width: 100%;
    margin: 0 8px 8px 0;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .account-use {
    min-width: 0;
    min-height: 44px;
    padding: 4px 0 4px 12px;
    border-radius: var(--radius);
    text-align: start;
    overflow-wrap: anywhere;
  }
  .account-use .muted {
    display: block;
    font-size: 12px;
    line-height: 16px;
  }
  .account-use[aria-pressed='true'] .account-name {
    color: var(--accent-text);
    font-weight: 600;
  }
  .account-remove {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: center;
    width: 44px;
    color: var(--muted);
  }
  .account-remove .icon {
    width: 18px;
    height: 18px;
  }
`;
